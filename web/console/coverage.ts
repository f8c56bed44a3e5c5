import { computed, signal } from '@preact/signals'
import { earlier, plots, segments, summary } from './data'
import { selected, tab } from './picture'
import { placeName } from './session'
import { STATUSES, type CoverageStatus, type Plot, type Segment } from './wire'

/** A row of either coverage list: what the table, the map's tooltip and the detail card read from. */
export type Covered = Segment | Plot

export const isSegment = (row: Covered): row is Segment => 'length_m' in row

/** The list behind the open tab. */
export const coverage = computed(() => (tab.value === 'forest' ? plots : segments))
export const rows = computed<readonly Covered[]>(() => coverage.value.data.value ?? [])

const byCode = computed(() => new Map(rows.value.map((row) => [row.code, row])))

const earlierByCode = computed(() => new Map((earlier.data.value ?? []).map((row) => [row.code, row.share])))

/** The share of a row in the period compared with; null where it did not exist for it, or nothing is compared. */
export const shareThen = (row: Covered): number | null => earlierByCode.value.get(row.code) ?? null

/** The row of a code in the open list. */
export function rowOf(code: string | null): Covered | undefined {
  return code === null ? undefined : byCode.value.get(code)
}

export const selectedRow = computed(() => rowOf(selected.value))

/** The four classes of share that map, table and legend colour alike. */
export type ShareClass = 0 | 1 | 2 | 3
export function shareClass(share: number): ShareClass {
  return share <= 0 ? 0 : share < 0.5 ? 1 : share < 0.8 ? 2 : 3
}

/** What the reader narrowed the list to. */
export const wantedText = signal('')
export const wantedStatus = signal<CoverageStatus | null>(null)

export type SortKey = 'worst' | 'name' | 'division' | 'size' | 'share' | 'visits' | 'cells' | 'effective' | 'last' | 'status' | 'then' | 'change'
export interface Order {
  key: SortKey
  descending: boolean
}
export const order = signal<Order>({ key: 'worst', descending: false })

const collator = new Intl.Collator('zh-CN', { numeric: true })

export const sizeOf = (row: Covered) => (isSegment(row) ? row.length_m : row.area_m2)

function figure(row: Covered, key: SortKey): number | string {
  switch (key) {
    case 'size':
      return sizeOf(row)
    case 'share':
      return row.share
    case 'then':
      return shareThen(row) ?? -1
    case 'change':
      return row.share - (shareThen(row) ?? row.share)
    case 'visits':
      return row.visits
    case 'effective':
      return row.effective_visits - row.required
    case 'cells':
      return isSegment(row) ? 0 : row.cells_visited
    case 'last':
      return row.last_visit_on ?? ''
    case 'status':
    case 'worst':
      return STATUSES.indexOf(row.status)
    case 'division':
      return placeName(row.division)
    case 'name':
      return row.name || row.code
  }
}

function compare(a: Covered, b: Covered, key: SortKey): number {
  const [left, right] = [figure(a, key), figure(b, key)]
  return typeof left === 'number' ? left - (right as number) : collator.compare(left, right as string)
}

/** Worst first: by status, then the least covered, then the largest. */
function worse(a: Covered, b: Covered): number {
  return compare(a, b, 'status') || a.share - b.share || sizeOf(b) - sizeOf(a) || collator.compare(a.code, b.code)
}

function holds(row: Covered, text: string): boolean {
  const said = [row.name, row.code, isSegment(row) ? row.river : '', placeName(row.division)]
  return said.some((each) => each?.toLowerCase().includes(text))
}

const matching = computed(() => {
  const text = wantedText.value.trim().toLowerCase()
  return text ? rows.value.filter((row) => holds(row, text)) : rows.value
})

/** How many of the matching rows have each status. */
export const tally = computed(() => {
  const counts: Record<CoverageStatus, number> = { unvisited: 0, behind: 0, partial: 0, covered: 0 }
  for (const row of matching.value) counts[row.status]++
  return counts
})

/** The rows on screen, in order. */
export const listed = computed(() => {
  const kept = wantedStatus.value ? matching.value.filter((row) => row.status === wantedStatus.value) : [...matching.value]
  const { key, descending } = order.value
  const sign = descending ? -1 : 1
  return kept.sort((a, b) => (key === 'worst' ? worse(a, b) : sign * compare(a, b, key) || worse(a, b)))
})

/** What went wrong with the figures of the open tab, if anything did. */
export const coverageFailure = computed(() => coverage.value.failure.value ?? summary.failure.value)

/** How often the reader asked again; the map then fetches its tiles anew. */
export const retries = signal(0)

/** Everything about coverage asked again, after a failure. */
export function reloadCoverage(): void {
  retries.value++
  coverage.peek().reload()
  summary.reload()
}
