import { computed, signal } from '@preact/signals'
import { division } from '../picture'
import { divisionOf } from '../session'
import type { Level, Target, TargetStatus, WorkType } from '../wire'
import { areaOf, type Area } from './areas'
import { targets } from './data'

export const WORK_TYPES: readonly WorkType[] = ['afforestation', 'tending', 'restoration', 'closing']

const WORST: readonly TargetStatus[] = ['behind', 'on_pace', 'ahead', 'done', 'no_target']
const BELOW: Record<Level, Level | null> = { county: 'township', township: 'village', village: null }

const every = computed(() => targets.data.value ?? [])

/** The figures of the division on screen, one per work type that it has. */
export const totals = computed(() =>
  WORK_TYPES.flatMap((type) => every.value.filter((each) => each.work_type === type && each.division === division.value)),
)

/** The work type that the table is narrowed to; null for all. */
export const wantedType = signal<WorkType | null>(null)

export type TargetSort = 'worst' | 'place' | 'type' | 'target' | 'progress' | Area
export const targetOrder = signal<{ key: TargetSort; descending: boolean }>({ key: 'worst', descending: false })

const collator = new Intl.Collator('zh-CN', { numeric: true })

function figure(row: Target, key: TargetSort): number | string {
  switch (key) {
    case 'place':
      return row.division
    case 'type':
      return WORK_TYPES.indexOf(row.work_type)
    case 'target':
      return row.target_mu
    case 'progress':
      return row.progress ?? -1
    case 'worst':
      return WORST.indexOf(row.status)
    default:
      return areaOf(row, key)
  }
}

function compare(a: Target, b: Target, key: TargetSort): number {
  const [left, right] = [figure(a, key), figure(b, key)]
  return typeof left === 'number' ? left - (right as number) : collator.compare(left, right as string)
}

/** How far behind the pace: the more negative, the worse. */
const lead = (row: Target) => (row.progress ?? 0) - (row.pace ?? 0)

/** The divisions one level below the one on screen, worst first unless sorted otherwise. */
export const targetRows = computed(() => {
  const here = divisionOf(division.value)
  const below = here ? BELOW[here.level] : null
  const kept = every.value.filter((row) => row.level === below && (!wantedType.value || row.work_type === wantedType.value))
  const { key, descending } = targetOrder.value
  const sign = descending ? -1 : 1
  return kept.sort((a, b) => sign * compare(a, b, key) || lead(a) - lead(b) || collator.compare(a.division, b.division))
})
