const FIRST_S = 5
const LONGEST_S = 15 * 60

/** How long to wait before the next try, in ms: doubled each time, never in step with other phones; at least what the server asks. */
export function waitAfter(tries: number, retryAfter_s: number | null): number {
  const grown = Math.min(FIRST_S * 2 ** Math.min(tries, 12), LONGEST_S)
  return Math.max(grown * (0.5 + Math.random()), retryAfter_s ?? 0) * 1000
}
