import { apart, type Point } from './plane'

const HALF_WINDOW_MS = 15_000
const NOISE_M = 30
const SLOWED_SHARE = 0.3

/** A place and when somebody was there, epoch ms. */
export interface Timed extends Point {
  t: number
}

/** Metres per second around a place of a piece, over half a minute; what may be the receiver's noise is taken off. */
export function speedAt(piece: Timed[], at: number): number {
  const now = piece[at]!.t
  // With few fixes the window holds one neighbour at least, so that a fix is never judged by itself.
  let first = Math.max(0, at - 1)
  let last = Math.min(piece.length - 1, at + 1)
  while (first > 0 && now - piece[first - 1]!.t <= HALF_WINDOW_MS) first--
  while (last + 1 < piece.length && piece[last + 1]!.t - now <= HALF_WINDOW_MS) last++
  const [from, to] = [piece[first]!, piece[last]!]
  return to.t > from.t ? Math.max(0, apart(from, to) - NOISE_M) / ((to.t - from.t) / 1000) : 0
}

/** Whether one of the places that the newest fix may still judge anew was too fast to be walked. */
export function hurries(piece: Timed[], most_mps: number): boolean {
  const newest = piece.at(-1)!.t
  for (let at = piece.length - 1; at >= 0; at--) {
    if (speedAt(piece, at) > most_mps) return true
    if (at < piece.length - 1 && newest - piece[at]!.t > HALF_WINDOW_MS) return false
  }
  return false
}

/** What of a piece was walked: without the places in a car, from the one that was too fast both ways until it slowed down. */
export function walkedParts(piece: Timed[], most_mps: number): Timed[][] {
  const speeds = piece.map((_, at) => speedAt(piece, at))
  const driven = speeds.map((speed) => speed > most_mps)
  const spread = (at: number, beside: number) => (driven[at] ||= driven[beside]! && speeds[at]! > most_mps * SLOWED_SHARE)
  for (let at = 1; at < piece.length; at++) spread(at, at - 1)
  for (let at = piece.length - 2; at >= 0; at--) spread(at, at + 1)
  const parts: Timed[][] = [[]]
  piece.forEach((place, at) => {
    if (!driven[at]) parts.at(-1)!.push(place)
    else if (parts.at(-1)!.length) parts.push([])
  })
  return parts.filter((part) => part.length > 1)
}
