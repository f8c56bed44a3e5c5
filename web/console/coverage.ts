import { batch, computed, effect, signal } from '@preact/signals'
import { call } from '../shared/api'
import { load } from '../shared/load'
import { asked, summary } from './data'
import { comparedWith } from './map/tools'
import { maybe, page, parameter, text } from './parameters'
import { period, selected, tab } from './picture'
import { session, whenOut } from './session'
import { joined, query } from './table/listing'
import { STATUSES, type CoverageList, type CoverageStatus, type Plot, type Segment } from './wire'

/** A row of either coverage table: what the table, the map's tooltip and the detail card read from. */
export type Covered = Segment | Plot

export const isSegment = (row: Covered): row is Segment => 'length_m' in row

/** The four classes of share that map, table and legend colour alike. */
export type ShareClass = 0 | 1 | 2 | 3
export function shareClass(share: number): ShareClass {
  return share <= 0 ? 0 : share < 0.5 ? 1 : share < 0.8 ? 2 : 3
}

export type SortKey = 'worst' | 'name' | 'division' | 'size' | 'share' | 'visits' | 'cells' | 'effective' | 'last' | 'status' | 'then' | 'change'
export interface Order {
  key: SortKey
  descending: boolean
}

/** What the server calls that by which the table is sorted. */
const SORTS: Record<SortKey, string> = {
  worst: 'worst',
  name: 'name',
  division: 'division_name',
  size: '',
  share: 'share',
  visits: 'visits',
  cells: 'cells_visited',
  effective: 'balance',
  last: 'last_visit_on',
  status: 'status',
  then: 'share_then',
  change: 'change',
}
const OF_TWO: readonly SortKey[] = ['then', 'change']

/** As many as a county has segments; of plots these are pages. All rows of a page go on paper. */
export const PAGE_ROWS = 500

/** What the reader narrowed the table to, and its order, the worst first unless they chose another; all in the address. */
export const wantedText = text('words')
export const wantedStatus = maybe<CoverageStatus>('status', STATUSES)
export const WORST: Order = { key: 'worst', descending: false }
export const order = parameter<Order>(
  'sort',
  WORST,
  (written) => {
    const key = (Object.keys(SORTS) as SortKey[]).find((each) => each === written.replace(/^-/, ''))
    return key && key !== 'worst' ? { key, descending: written.startsWith('-') } : null
  },
  ({ key, descending }) => (key === 'worst' ? '' : `${descending ? '-' : ''}${key}`),
)

/** The table on screen as a question, without its part; null while there is nobody to ask for. */
export const listPath = computed(() => {
  const days = period.value
  if (session.value.state !== 'in' || !days || (tab.value !== 'rivers' && tab.value !== 'forest')) return null
  const forest = tab.value === 'forest'
  const { key, descending } = order.value
  const other = comparedWith.value
  const known = other || !OF_TWO.includes(key) ? key : 'worst'
  const sort = known === 'size' ? (forest ? 'area_mu' : 'length_m') : forest || known !== 'cells' ? SORTS[known] : 'worst'
  const narrowed = query({ text: wantedText.value, status: wantedStatus.value, then_from: other?.from, then_to: other?.to, sort: `${descending ? '-' : ''}${sort}` })
  return joined(`coverage/${forest ? 'plots' : 'segments'}/table?${asked(days)}`, narrowed)
})

/** The code whose page is looked for, since it was chosen on the map or by a link; until another page is asked for. */
const sought = signal<string | null>(null)

export const coverage = load(
  () => {
    if (listPath.value === null) return null
    return joined(listPath.value, query({ skip: (page.value - 1) * PAGE_ROWS, limit: PAGE_ROWS, at: sought.value }))
  },
  (path, abort) => call<CoverageList>(path, { abort }),
)

export const rows = computed<readonly Covered[]>(() => coverage.data.value?.items ?? [])

/** Which page of the table is on screen: the one with what was sought, or the one that the address names. */
export const pageShown = computed(() => Math.floor((coverage.data.value?.skip ?? 0) / PAGE_ROWS) + 1)

/** Turns to a page of the table. */
export function turnTo(wanted: number): void {
  batch(() => {
    sought.value = null
    page.set(wanted)
  })
}

const byCode = computed(() => new Map(rows.value.map((row) => [row.code, row])))

/** The row of a code on the page on screen. */
export function rowOf(code: string | null): Covered | undefined {
  return code === null ? undefined : byCode.value.get(code)
}

effect(() => {
  const code = selected.value
  if (code !== null && !byCode.peek().has(code)) sought.value = code
})
// Segments do not stand for plots while those are on their way.
let kind = ''
effect(() => {
  const now = tab.value === 'forest' ? 'plots' : tab.value === 'rivers' ? 'segments' : kind
  if (kind && now !== kind) coverage.forget()
  kind = now
})
// Another order or another filter is looked at from its beginning.
effect(() => {
  const first = listPath.value
  if (first !== null && rows.peek().length > 0) sought.value = null
})

/** What is selected and on no page of the table: filtered out of it. */
const alone = load(
  () => {
    const [code, days] = [selected.value, period.value]
    if (listPath.value === null || !days || code === null || coverage.loading.value || !coverage.data.value || rowOf(code)) return null
    return joined(`coverage/${tab.value === 'forest' ? 'plots' : 'segments'}?${asked(days)}`, query({ code }))
  },
  (path, abort) => call<{ items: Covered[] }>(path, { abort }),
)
for (const each of [coverage, alone]) whenOut(each.forget)

export const selectedRow = computed(() => rowOf(selected.value) ?? alone.data.value?.items.find(({ code }) => code === selected.value))

/** The share of a row in the period compared with; null where it did not exist for it, or nothing is compared. */
export const shareThen = (row: Covered): number | null => row.share_then ?? null

/** What went wrong with the figures of the open tab, if anything did. */
export const coverageFailure = computed(() => coverage.failure.value ?? summary.failure.value)

/** How often the reader asked again; the map then fetches its tiles anew. */
export const retries = signal(0)

/** Everything about coverage asked again, after a failure. */
export function reloadCoverage(): void {
  retries.value++
  coverage.reload()
  summary.reload()
}
