import geodesy from 'geographiclib-geodesic'

/** The ellipsoid of CGCS2000, on which the national land survey counts. */
const ELLIPSOID = new geodesy.Geodesic.Geodesic(6_378_137, 1 / 298.257_222_101)

export type Place = readonly [lon: number, lat: number]

/** Metres along the shortest way from place to place. */
export function length_m(places: readonly Place[]): number {
  return perimeter(places, true)
}

/** Square metres inside the places, and metres around them. */
export function area_m2(places: readonly Place[]): { area: number; around: number } {
  const polygon = ELLIPSOID.Polygon(false)
  for (const [lon, lat] of places) polygon.AddPoint(lat, lon)
  const { area = 0, perimeter: around } = polygon.Compute(false, true)
  return { area: Math.abs(area), around }
}

function perimeter(places: readonly Place[], open: boolean): number {
  const line = ELLIPSOID.Polygon(open)
  for (const [lon, lat] of places) line.AddPoint(lat, lon)
  return line.Compute(false, true).perimeter
}
