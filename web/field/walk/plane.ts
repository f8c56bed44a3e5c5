import type { Steps } from '../wire'

const METRES_PER_DEGREE = 111_195
const DEGREE_STEPS = 1_000_000

export interface Point {
  x: number
  y: number
}

/** A plane of metres around a place: good to a few per mille over a county. */
export class Plane {
  private readonly east: number

  constructor(
    readonly lon: number,
    readonly lat: number,
  ) {
    this.east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  }

  at(lon: number, lat: number): Point {
    return { x: (lon - this.lon) * this.east, y: (lat - this.lat) * METRES_PER_DEGREE }
  }

  degrees({ x, y }: Point): { lon: number; lat: number } {
    return { lon: this.lon + x / this.east, lat: this.lat + y / METRES_PER_DEGREE }
  }
}

/** Degrees of a line that came as differences. */
export function degrees({ lon, lat }: Steps): { lon: number; lat: number }[] {
  let x = 0
  let y = 0
  return lon.map((step, at) => ({ lon: (x += step) / DEGREE_STEPS, lat: (y += lat[at]!) / DEGREE_STEPS }))
}

export function apart(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** Metres between two places. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const plane = new Plane(a.lon, a.lat)
  return apart({ x: 0, y: 0 }, plane.at(b.lon, b.lat))
}
