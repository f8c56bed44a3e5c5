import type { ExpressionSpecification } from 'maplibre-gl'
import { computed } from '@preact/signals'
import { m } from '../messages'
import { tab } from '../picture'
import { colouring, type Colouring } from './asking'
import { mm } from './messages'
import { FOREST_CLASSES, NEVER, NO_DUTY, RIVER_CLASSES } from './palette'

/** One colour of the map: what it says, and the condition on tiles. */
export interface Shade {
  label: string
  colour: string
  when: ExpressionSpecification
}

const SHARE: ExpressionSpecification = ['coalesce', ['get', 'share'], 0]
/** As many days as tiles far out tell of plots that nobody ever visited effectively; nearby they tell none. */
const NEVER_DAYS = 99_999
const IDLE: ExpressionSpecification = ['coalesce', ['get', 'idle_days'], NEVER_DAYS]
const within = (days: number): ExpressionSpecification => ['<=', IDLE, days]
const below = (share: number): ExpressionSpecification => ['<', SHARE, share]
const owes = (word: string): ExpressionSpecification => ['==', ['get', 'quota'], word]

/** The shades of a colouring for one kind of thing; of those whose condition holds, the first is a feature's own. */
export function shadesOf(by: Colouring, forest: boolean): Shade[] {
  const [worst, bad, fair, good] = forest ? FOREST_CLASSES : RIVER_CLASSES
  const [text, days, quota] = [m.value.map, mm.value.idle, mm.value.quota]
  switch (by) {
    case 'share':
      return [
        { label: text.unvisited, colour: worst, when: ['<=', SHARE, 0] },
        { label: text.below50, colour: bad, when: below(0.5) },
        { label: text.below80, colour: fair, when: below(0.8) },
        { label: text.from80, colour: good, when: ['boolean', true] },
      ]
    case 'idle':
      return [
        { label: days.week, colour: good, when: within(7) },
        { label: days.fortnight, colour: fair, when: within(14) },
        { label: days.month, colour: bad, when: within(30) },
        { label: days.longer, colour: worst, when: ['<', IDLE, NEVER_DAYS] },
        { label: days.never, colour: NEVER, when: ['boolean', true] },
      ]
    case 'quota':
      return [
        { label: quota.missed, colour: worst, when: owes('missed') },
        { label: quota.behind, colour: bad, when: owes('behind') },
        { label: quota.due, colour: fair, when: owes('due') },
        { label: quota.met, colour: good, when: owes('met') },
        { label: quota.none, colour: NO_DUTY, when: ['boolean', true] },
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
  return ['match', ['get', 'quota'], 'missed', 4, 'behind', 3, 'due', 2, 'met', 1, 0]
}

export const shades = computed(() => shadesOf(colouring.value, tab.value === 'forest'))
