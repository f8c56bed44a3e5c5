import type { Line, Score } from './data'

const UPWARDS = new Set(['rank', 'name'])

/** The order after a click on a heading: ranks and names upwards first, what is more the better downwards. */
export function turned(now: string, column: string): string {
  if (now.replace(/^-/, '') === column) return now.startsWith('-') ? column : `-${column}`
  return UPWARDS.has(column) ? column : `-${column}`
}

export const rankOf = (score: Score): number | null => score.corrected?.rank ?? score.rank
export const scoreOf = (score: Score): number | null => (score.score === null ? null : (score.corrected?.score ?? score.score))

export const pointsOf = (line: Line): number => line.corrected_points ?? line.points

/** The points of an indicator; null where it is not asked of somebody. */
export function pointsFor(score: Score, code: string): number | null {
  const line = score.indicators.find((each) => each.indicator === code)
  return line && (line.applied_weight > 0 || pointsOf(line) !== 0) ? pointsOf(line) : null
}
