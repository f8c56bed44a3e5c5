import type { Kind, Sync } from '../wire'
import { degrees, metresBetween, Plane } from './plane'

export interface Place {
  lon: number
  lat: number
}

/** Something that an officer may walk to: a segment, a plot or an issue. */
export interface Goal {
  code: string
  kind: Kind
  points: Place[]
}

/** What a code or an issue's number names among what the officer carries. */
export function goalOf(sync: Sync, code: string): Goal | null {
  const segment = sync.segments.find((own) => own.code === code)
  if (segment) return { code, kind: 'river', points: degrees(segment.line) }
  const plot = sync.plots.find((own) => own.code === code)
  if (plot) return { code, kind: 'forest', points: plot.rings.flatMap(degrees) }
  const issue = sync.issues.find(({ number }) => number === code)
  return issue ? { code, kind: issue.kind, points: [{ lon: issue.lon, lat: issue.lat }] } : null
}

/** The corner of a goal that is nearest to a place, and how far it is, in metres. */
export function nearest(goal: Goal, from: Place): { place: Place; metres: number } | null {
  let best: { place: Place; metres: number } | null = null
  for (const place of goal.points) {
    const metres = metresBetween(from, place)
    if (!best || metres < best.metres) best = { place, metres }
  }
  return best
}

/** Degrees clockwise from north, from one place to another. */
export function bearing(from: Place, to: Place): number {
  const { x, y } = new Plane(from.lon, from.lat).at(to.lon, to.lat)
  return ((Math.atan2(x, y) * 180) / Math.PI + 360) % 360
}

/** Which of eight directions a bearing is, from 0 (north) clockwise. */
export function octant(degrees: number): number {
  return Math.round(degrees / 45) % 8
}
