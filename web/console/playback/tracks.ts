import type { Day } from '../../shared/days'
import type { Person } from '../wire'

/** A track as the API sends it: whole numbers, each the difference to the one before. */
export interface Sent {
  id: string
  officer: Person
  patrolled_on: Day
  clock_s: number
  dt: number[]
  lon: number[]
  lat: number[]
  starts: number[]
}

/** One piece of a track without gaps: seconds of the local day, degrees. */
export interface Piece {
  t: Float64Array
  lon: Float64Array
  lat: Float64Array
}

export interface Track {
  id: string
  officer: Person
  pieces: Piece[]
  from: number
  to: number
}

const MICRO = 1e6

/** Tracks over the county's clock of one day, whichever day they are of. */
export function unpacked(sent: readonly Sent[]): Track[] {
  return sent.map(({ id, officer, clock_s, dt, lon, lat, starts }) => {
    const [t, x, y] = [summed(dt, clock_s, 1), summed(lon, 0, MICRO), summed(lat, 0, MICRO)]
    const ends = [...starts.slice(1), t.length]
    const pieces = starts.map((start, at) => ({ t: t.subarray(start, ends[at]), lon: x.subarray(start, ends[at]), lat: y.subarray(start, ends[at]) }))
    return { id, officer, pieces, from: t[0]!, to: t[t.length - 1]! }
  })
}

function summed(steps: readonly number[], begin: number, unit: number): Float64Array {
  const found = new Float64Array(steps.length)
  let sum = begin
  steps.forEach((step, at) => {
    sum += step
    found[at] = sum / unit
  })
  return found
}

/** Where somebody was at a second of the day; null before, after and in gaps. */
export function placeAt(track: Track, second: number): [number, number] | null {
  for (const { t, lon, lat } of track.pieces) {
    if (second < t[0]! || second > t[t.length - 1]!) continue
    const at = after(t, second)
    const [before, behind] = [Math.max(0, at - 1), Math.min(at, t.length - 1)]
    const span = t[behind]! - t[before]!
    const share = span > 0 ? (second - t[before]!) / span : 0
    return [lon[before]! + share * (lon[behind]! - lon[before]!), lat[before]! + share * (lat[behind]! - lat[before]!)]
  }
  return null
}

/** The way behind somebody from one second to another, as lines. */
export function trail(track: Track, from: number, to: number): [number, number][][] {
  const found: [number, number][][] = []
  for (const piece of track.pieces) {
    const { t, lon, lat } = piece
    if (t[0]! > to || t[t.length - 1]! < from) continue
    const line: [number, number][] = []
    for (let at = after(t, from); at < t.length && t[at]! <= to; at++) line.push([lon[at]!, lat[at]!])
    const head = placeAt({ ...track, pieces: [piece] }, to)
    if (head) line.push(head)
    if (line.length > 1) found.push(line)
  }
  return found
}

/** The first place whose time is not before `second`. */
function after(t: Float64Array, second: number): number {
  let [low, high] = [0, t.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (t[middle]! < second) low = middle + 1
    else high = middle
  }
  return low
}
