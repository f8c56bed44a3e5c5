import type { ExpressionSpecification } from 'maplibre-gl'
import { computed } from '@preact/signals'
import type { Covered } from '../coverage'
import { m } from '../messages'
import { tab } from '../picture'
import { colouring, type Colouring } from './asking'
import { mm } from './messages'
import { FOREST_CLASSES, NEVER, NO_DUTY, RIVER_CLASSES } from './palette'

/** One colour of the map: what it says, which rows it holds, and the same as a condition on tiles. */
export interface Shade {
  label: string
  colour: string
  holds: (row: Covered) => boolean
  when: ExpressionSpecification
}

const SHARE: ExpressionSpecification = ['coalesce', ['get', 'share'], 0]
/** As many days as tiles far out tell of plots that nobody ever visited effectively; nearby they tell none. */
const NEVER_DAYS = 99_999
const IDLE: ExpressionSpecification = ['coalesce', ['get', 'idle_days'], NEVER_DAYS]
const within = (days: number): ExpressionSpecification => ['<=', IDLE, days]
const below = (share: number): ExpressionSpecification => ['<', SHARE, share]
const owes = (word: string): ExpressionSpecification => ['==', ['get', 'quota'], word]
const idle = (row: Covered) => row.idle_days ?? Infinity

/** The shades of a colouring for one kind of thing; of those that hold a row, the first is its own. */
export function shadesOf(by: Colouring, forest: boolean): Shade[] {
  const [worst, bad, fair, good] = forest ? FOREST_CLASSES : RIVER_CLASSES
  const [text, days, quota] = [m.value.map, mm.value.idle, mm.value.quota]
  switch (by) {
    case 'share':
      return [
        { label: text.unvisited, colour: worst, holds: (row) => row.share <= 0, when: ['<=', SHARE, 0] },
        { label: text.below50, colour: bad, holds: (row) => row.share < 0.5, when: below(0.5) },
        { label: text.below80, colour: fair, holds: (row) => row.share < 0.8, when: below(0.8) },
        { label: text.from80, colour: good, holds: () => true, when: ['boolean', true] },
      ]
    case 'idle':
      return [
        { label: days.week, colour: good, holds: (row) => idle(row) <= 7, when: within(7) },
        { label: days.fortnight, colour: fair, holds: (row) => idle(row) <= 14, when: within(14) },
        { label: days.month, colour: bad, holds: (row) => idle(row) <= 30, when: within(30) },
        { label: days.longer, colour: worst, holds: (row) => row.idle_days !== null, when: ['<', IDLE, NEVER_DAYS] },
        { label: days.never, colour: NEVER, holds: () => true, when: ['boolean', true] },
      ]
    case 'quota':
      return [
        { label: quota.missed, colour: worst, holds: (row) => row.quota === 'missed', when: owes('missed') },
        { label: quota.behind, colour: bad, holds: (row) => row.quota === 'behind', when: owes('behind') },
        { label: quota.met, colour: good, holds: (row) => row.quota === 'met', when: owes('met') },
        { label: quota.none, colour: NO_DUTY, holds: () => true, when: ['boolean', true] },
      ]
  }
}

/** The colour of a segment or plot as an expression on its tile. */
export function painted(shades: readonly Shade[]): ExpressionSpecification {
  const last = shades[shades.length - 1]!
  return ['case', ...shades.slice(0, -1).flatMap(({ when, colour }) => [when, colour]), last.colour] as unknown as ExpressionSpecification
}

/** How urgent a feature is, so that the worst lie on top where lines meet. */
export function urgency(by: Colouring): ExpressionSpecification {
  if (by === 'share') return ['-', 1, SHARE]
  if (by === 'idle') return IDLE
  return ['match', ['get', 'quota'], 'missed', 3, 'behind', 2, 'met', 1, 0]
}

export const shades = computed(() => shadesOf(colouring.value, tab.value === 'forest'))

/** How many of these rows have each shade. */
export function tallyOf(of: readonly Shade[], rows: readonly Covered[]): number[] {
  const counts = of.map(() => 0)
  for (const row of rows) counts[of.findIndex(({ holds }) => holds(row))]!++
  return counts
}
