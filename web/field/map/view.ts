import type { Point } from '../walk/plane'

/** What part of the plane is on screen: its middle in metres, and metres per CSS pixel. */
export interface View {
  x: number
  y: number
  scale: number
}

export interface Size {
  width: number
  height: number
}

const CLOSEST = 0.2
const FARTHEST = 400
const MARGIN = 1.15

export function toScreen(view: View, size: Size, point: Point): Point {
  return { x: size.width / 2 + (point.x - view.x) / view.scale, y: size.height / 2 - (point.y - view.y) / view.scale }
}

/** The view that shows all these points. */
export function around(points: Point[], size: Size): View {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  if (west > east) return { x: 0, y: 0, scale: 2 }
  const scale = Math.max((east - west) / size.width, (north - south) / size.height) * MARGIN
  return { x: (west + east) / 2, y: (south + north) / 2, scale: limited(Math.max(scale, 0.5)) }
}

/** The view zoomed by a factor with one place of the screen kept where it is. */
export function zoomed(view: View, size: Size, factor: number, at: Point = { x: size.width / 2, y: size.height / 2 }): View {
  const scale = limited(view.scale / factor)
  const dx = at.x - size.width / 2
  const dy = at.y - size.height / 2
  return { x: view.x + dx * (view.scale - scale), y: view.y - dy * (view.scale - scale), scale }
}

export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx * view.scale, y: view.y + dy * view.scale }
}

const limited = (scale: number): number => Math.min(FARTHEST, Math.max(CLOSEST, scale))
