import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { maybe, text } from '../parameters'
import { division, tab, year, type Picture } from '../picture'
import { session, whenOut } from '../session'
import { joined, query } from '../table/listing'
import type { Target, WorkType } from '../wire'
import type { Area } from './areas'
import { targets } from './data'

export const WORK_TYPES: readonly WorkType[] = ['afforestation', 'tending', 'restoration', 'closing']

/** The figures of the division on screen, one per work type that it has. */
export const totals = computed(() =>
  WORK_TYPES.flatMap((type) => (targets.data.value ?? []).filter((each) => each.work_type === type && each.division === division.value)),
)

/** The work type that the table is narrowed to; null for all. */
export const wantedType = maybe<WorkType>('type', WORK_TYPES)

/** The column that the table is sorted by, `-` before it for downwards; those farthest behind first unless the reader chose one. */
export const sort = text('sort')

/** The table as a question: the divisions one level below the one on screen. */
export const tablePath = computed(() =>
  session.value.state === 'in' && tab.value === 'targets' && year.value
    ? joined(`targets/${year.value}/table`, query({ division: division.value, work_type: wantedType.value, sort: sort.value }))
    : null,
)

const MOST = 1000
export const targetRows = load(
  () => tablePath.value && joined(tablePath.value, `limit=${MOST}`),
  (path, abort) => call<{ items: Target[] }>(path, { abort }),
)
whenOut(targetRows.forget)

/** The works that an area is the sum of. */
export const worksBehind = ({ division: where, work_type }: Target, area?: Area): Partial<Picture> => ({
  tab: 'works',
  division: where,
  own: area ? { type: work_type, area, sort: `-${area}_mu` } : { type: work_type },
})
