import type { Feature, FeatureCollection, Position } from 'geojson'
import type { Goal } from '../walk/bearing'
import type { Plane, Point } from '../walk/plane'
import type { Located } from '../walk/position'
import type { Walk } from '../walk/walk'

const CIRCLE_CORNERS = 48
const METRES_PER_DEGREE = 111_195

const at = (plane: Plane, point: Point): Position => {
  const { lon, lat } = plane.degrees(point)
  return [lon, lat]
}

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** Own segments and plots with what of them is walked, and where to go. */
export function ownShapes(walk: Walk, goal: Goal | undefined): FeatureCollection {
  const features: Feature[] = []
  for (const { lines, closed, marks, seen } of walk.coverings) {
    const rings = lines.map((line) => line.map((point) => at(walk.plane, point)))
    const geometry = closed ? ({ type: 'Polygon', coordinates: rings } as const) : ({ type: 'LineString', coordinates: rings[0]! } as const)
    features.push({ type: 'Feature', properties: { what: closed ? 'plot' : 'segment' }, geometry })
    const reached = marks.filter((_, number) => seen[number]).map((mark) => at(walk.plane, mark))
    features.push({ type: 'Feature', properties: { what: closed ? 'cell' : 'station' }, geometry: { type: 'MultiPoint', coordinates: reached } })
  }
  return collection(goal ? [...features, aim(goal)] : features)
}

function aim({ points }: Goal): Feature {
  const corners = points.map(({ lon, lat }) => [lon, lat])
  return corners.length === 1
    ? { type: 'Feature', properties: { what: 'aim-point' }, geometry: { type: 'Point', coordinates: corners[0]! } }
    : { type: 'Feature', properties: { what: 'aim' }, geometry: { type: 'LineString', coordinates: corners } }
}

/** The track in its pieces, and the gaps between them. */
export function trackShapes({ plane, pieces }: Walk): FeatureCollection {
  const line = (points: Point[], gap: boolean): Feature => ({
    type: 'Feature',
    properties: { gap },
    geometry: { type: 'LineString', coordinates: points.map((point) => at(plane, point)) },
  })
  const gaps = pieces.slice(1).map((piece, number) => line([pieces[number]!.at(-1)!, piece[0]!], true))
  return collection([...pieces.filter((piece) => piece.length > 1).map((piece) => line(piece, false)), ...gaps])
}

/** Where the officer stands, and how sure that is. */
export function hereShapes(spot: Located | null): FeatureCollection {
  if (!spot) return collection([])
  const around = Array.from({ length: CIRCLE_CORNERS + 1 }, (_, number) => {
    const angle = (2 * Math.PI * number) / CIRCLE_CORNERS
    const north = (spot.acc * Math.cos(angle)) / METRES_PER_DEGREE
    const east = (spot.acc * Math.sin(angle)) / METRES_PER_DEGREE / Math.cos((spot.lat * Math.PI) / 180)
    return [spot.lon + east, spot.lat + north]
  })
  return collection([
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [around] } },
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] } },
  ])
}
