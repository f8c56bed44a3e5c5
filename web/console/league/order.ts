import { computed } from '@preact/signals'
import { text } from '../parameters'
import { league, type Score } from './data'

const RANK = 'rank'
const UPWARDS = new Set([RANK, 'name'])

/** The column that the table is sorted by, `-` before it for downwards; it stands in the address. */
const order = text('sort')
export const sort = Object.assign(
  computed(() => order.value || RANK),
  { set: (next: string) => order.set(next === RANK ? '' : next) },
)

/** The order after a click on a heading: ranks and names upwards first, what is more the better downwards. */
export function turned(column: string): string {
  const now = sort.peek()
  if (now.replace(/^-/, '') === column) return now.startsWith('-') ? column : `-${column}`
  return UPWARDS.has(column) ? column : `-${column}`
}

export const rankOf = (score: Score): number | null => score.corrected?.rank ?? score.rank
export const scoreOf = (score: Score): number | null => (score.score === null ? null : (score.corrected?.score ?? score.score))

/** The points of an indicator; null where it is not asked of somebody. */
export function pointsOf(score: Score, code: string): number | null {
  const line = score.indicators.find((each) => each.indicator === code)
  return line && (line.applied_weight > 0 || line.points !== 0) ? line.points : null
}

function valueOf(score: Score, column: string): string | number | null {
  return column === RANK ? rankOf(score) : column === 'name' ? score.name : column === 'score' ? scoreOf(score) : pointsOf(score, column)
}

const bySound = new Intl.Collator('zh-CN', { numeric: true })
const compared = (one: string | number, other: string | number) => (typeof one === 'string' ? bySound.compare(one, String(other)) : one - Number(other))

/** All who are scored in the order asked for; who has no value there comes last, ties stay as they are ranked. */
export const sorted = computed<readonly Score[]>(() => {
  const items = league.data.value?.items ?? []
  const column = sort.value.replace(/^-/, '')
  const way = sort.value.startsWith('-') ? -1 : 1
  return items
    .map((score) => [score, valueOf(score, column)] as const)
    .sort(([, one], [, other]) => (one === null || other === null ? Number(one === null) - Number(other === null) : way * compared(one, other)))
    .map(([score]) => score)
})
