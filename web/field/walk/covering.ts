import type { FieldSettings, Plot, Segment } from '../wire'
import { apart, degrees, type Plane, type Point } from './plane'

/** A segment or plot whose parts are ticked off as somebody comes near them. */
export interface Covering {
  code: string
  /** What the map draws: one open line, or closed rings. */
  lines: Point[][]
  closed: boolean
  marks: Point[]
  seen: Uint8Array
  /** Ticks what lies within reach of a place. */
  visit(place: Point): void
  share(): number
}

interface Box {
  west: number
  south: number
  east: number
  north: number
}

function boxOf(points: Point[], margin: number): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { x, y } of points) {
    box.west = Math.min(box.west, x - margin)
    box.east = Math.max(box.east, x + margin)
    box.south = Math.min(box.south, y - margin)
    box.north = Math.max(box.north, y + margin)
  }
  return box
}

function tick(marks: Point[], seen: Uint8Array, box: Box, reach: number, { x, y }: Point): void {
  if (x < box.west || x > box.east || y < box.south || y > box.north) return
  for (let at = 0; at < marks.length; at++) {
    if (!seen[at] && Math.hypot(marks[at]!.x - x, marks[at]!.y - y) <= reach) seen[at] = 1
  }
}

/** Points in the middle of even parts of about `step` metres along a line. */
function stations(line: Point[], step: number): Point[] {
  const along = [0]
  for (let at = 1; at < line.length; at++) along.push(along[at - 1]! + apart(line[at - 1]!, line[at]!))
  const length = along.at(-1)!
  const count = Math.max(1, Math.round(length / step))
  const found: Point[] = []
  for (let number = 0, at = 1; number < count; number++) {
    const metres = ((number + 0.5) * length) / count
    while (at < line.length - 1 && along[at]! < metres) at++
    const from = line[at - 1]!
    const to = line[at]!
    const part = (metres - along[at - 1]!) / (along[at]! - along[at - 1]! || 1)
    found.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
  }
  return found
}

/** How many stations count: small holes are bridged, then runs too short for more than a crossing are left out. */
export function counted(seen: Uint8Array, bridge: number, shortest: number): number {
  const runs: [number, number][] = []
  for (let at = 0; at < seen.length; at++) {
    if (!seen[at]) continue
    const last = runs.at(-1)
    if (last && at - last[1] <= bridge) last[1] = at + 1
    else runs.push([at, at + 1])
  }
  const least = Math.min(shortest, seen.length)
  return runs.reduce((sum, [from, to]) => (to - from >= least ? sum + to - from : sum), 0)
}

/** A river segment: a station every 20 m, as the server has them. */
export function segmentCovering(segment: Segment, plane: Plane, settings: FieldSettings): Covering {
  const line = degrees(segment.line).map(({ lon, lat }) => plane.at(lon, lat))
  const marks = stations(line, settings.station_step_m)
  const seen = new Uint8Array(marks.length)
  const box = boxOf(line, settings.tolerance_m)
  const shortest = Math.round(settings.crossing_m / settings.station_step_m)
  return {
    code: segment.code,
    lines: [line],
    closed: false,
    marks,
    seen,
    visit: (place) => tick(marks, seen, box, settings.tolerance_m, place),
    share: () => counted(seen, settings.bridge_stations, shortest) / seen.length,
  }
}

function inside(rings: Point[][], { x, y }: Point): boolean {
  let odd = false
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const a = ring[at]!
      const b = ring[before]!
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd
    }
  }
  return odd
}

/** A forest plot: the centres of its 100 m cells; one cell at least. */
export function plotCovering(plot: Plot, plane: Plane, settings: FieldSettings): Covering {
  const rings = plot.rings.map((ring) => degrees(ring).map(({ lon, lat }) => plane.at(lon, lat)))
  const box = boxOf(rings.flat(), settings.sight_m)
  const size = settings.cell_m
  const marks: Point[] = []
  for (let x = Math.floor(box.west / size) * size + size / 2; x < box.east; x += size) {
    for (let y = Math.floor(box.south / size) * size + size / 2; y < box.north; y += size) {
      if (inside(rings, { x, y })) marks.push({ x, y })
    }
  }
  if (!marks.length) marks.push({ x: (box.west + box.east) / 2, y: (box.south + box.north) / 2 })
  const seen = new Uint8Array(marks.length)
  return {
    code: plot.code,
    lines: rings,
    closed: true,
    marks,
    seen,
    visit: (place) => tick(marks, seen, box, settings.sight_m, place),
    share: () => seen.reduce((sum, each) => sum + each, 0) / seen.length,
  }
}
