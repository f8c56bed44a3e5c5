import type { FieldSettings, Plot, Segment } from '../wire'
import { apart, degrees, type Plane, type Point } from './plane'
import { credited, runs, type Foot, type Measures } from './runs'

/** A segment or plot whose parts are ticked off as somebody comes near them. */
export interface Covering {
  code: string
  /** What the map draws: one open line, or closed rings. */
  lines: Point[][]
  closed: boolean
  marks: Point[]
  seen: Uint8Array
  /** A new piece of the walk begins: nobody knows what lies between it and the one before. */
  begin(): void
  /** Notes what is ticked by now; the answer goes back to that. */
  mark(): () => void
  /** Ticks what lies within reach of a stretch that was walked. */
  pass(from: Point, to: Point): void
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

/** Tells every mark within reach of a stretch, and the point of the stretch that is nearest to it. */
function near(marks: Point[], box: Box, reach: number, from: Point, to: Point, tell: (at: number, foot: Point) => void): void {
  if (Math.max(from.x, to.x) < box.west || Math.min(from.x, to.x) > box.east) return
  if (Math.max(from.y, to.y) < box.south || Math.min(from.y, to.y) > box.north) return
  const [x, y] = [to.x - from.x, to.y - from.y]
  const square = x * x + y * y || 1
  for (let at = 0; at < marks.length; at++) {
    const mark = marks[at]!
    const part = Math.min(1, Math.max(0, ((mark.x - from.x) * x + (mark.y - from.y) * y) / square))
    const foot = { x: from.x + x * part, y: from.y + y * part }
    if (apart(mark, foot) <= reach) tell(at, foot)
  }
}

/** A place on a river, and the river's direction there. */
interface Station extends Point {
  east: number
  north: number
}

/** Points in the middle of even parts of about `step` metres along a line. */
function stations(line: Point[], step: number): Station[] {
  const along = [0]
  for (let at = 1; at < line.length; at++) along.push(along[at - 1]! + apart(line[at - 1]!, line[at]!))
  const length = along.at(-1)!
  const count = Math.max(1, Math.round(length / step))
  const found: Station[] = []
  for (let number = 0, at = 1; number < count; number++) {
    const metres = ((number + 0.5) * length) / count
    while (at < line.length - 1 && along[at]! < metres) at++
    const from = line[at - 1]!
    const to = line[at]!
    const edge = along[at]! - along[at - 1]! || 1
    const part = (metres - along[at - 1]!) / edge
    const [east, north] = [(to.x - from.x) / edge, (to.y - from.y) / edge]
    found.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, east, north })
  }
  return found
}

function footOf(station: Station, { x, y }: Point): Foot {
  const [dx, dy] = [x - station.x, y - station.y]
  return { off: Math.hypot(dx, dy), ahead: dx * station.east + dy * station.north, left: dy * station.east - dx * station.north }
}

function lengthOf(line: Point[]): number {
  return line.reduce((sum, point, at) => (at ? sum + apart(line[at - 1]!, point) : 0), 0)
}

/** A river segment: a station every 20 m, as the server has them, and counted as the server counts them. */
export function segmentCovering(segment: Segment, plane: Plane, settings: FieldSettings): Covering {
  const line = degrees(segment.line).map(({ lon, lat }) => plane.at(lon, lat))
  const marks = stations(line, settings.station_step_m)
  const seen = new Uint8Array(marks.length)
  const box = boxOf(line, settings.tolerance_m)
  const measures: Measures = { stations: marks.length, step_m: lengthOf(line) / marks.length, bridge: settings.bridge_stations, crossing_m: settings.crossing_m }
  let feet: (Foot | undefined)[] = []
  let earned = new Uint8Array(marks.length)

  const withPiece = () => {
    const all = earned.slice()
    for (const [from, to] of credited(feet, measures)) all.fill(1, from, to)
    return all
  }

  return {
    code: segment.code,
    lines: [line],
    closed: false,
    marks,
    seen,
    begin() {
      earned = withPiece()
      feet = []
    },
    mark() {
      const [before, had, passed] = [seen.slice(), earned.slice(), feet.slice()]
      return () => {
        seen.set(before)
        earned = had.slice()
        feet = passed.slice()
      }
    },
    pass: (from, to) =>
      near(marks, box, settings.tolerance_m, from, to, (at, place) => {
        seen[at] = 1
        const foot = footOf(marks[at]!, place)
        if (foot.off < (feet[at]?.off ?? Infinity)) feet[at] = foot
      }),
    share() {
      const all = withPiece()
      return runs((at) => all[at] === 1, measures).reduce((sum, [from, to]) => sum + to - from, 0) / marks.length
    },
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
    begin: () => undefined,
    mark() {
      const before = seen.slice()
      return () => seen.set(before)
    },
    pass: (from, to) => near(marks, box, settings.sight_m, from, to, (at) => (seen[at] = 1)),
    share: () => seen.reduce((sum, each) => sum + each, 0) / seen.length,
  }
}
