import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as Maplibre } from 'maplibre-gl'
import { COLOURS } from '../map/palette'
import { plain, still } from '../map/plain'
import type { Import, JudgedFeature, Verdict } from './wire'

export interface PreviewDrawing {
  draw: (shown: Import) => void
  mark: (features: readonly JudgedFeature[]) => void
  point: (feature: JudgedFeature | null) => void
  remove: () => void
}

const VERDICT_COLOURS: Record<Verdict, string> = { new: '#0d6b4f', changed: '#b86a00', unchanged: '#7c8a84', refused: '#a31621' }
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const TILES = 'features'

/** Puts a map into `container` that shows one import after the other. */
export function mount(container: HTMLElement): PreviewDrawing {
  const { map, ready, go } = plain(container, { problems: { type: 'geojson', data: NOTHING } }, SPOTS)
  return {
    draw(shown) {
      void ready.then(() => {
        tile(map, shown)
        if (shown.found?.bounds) go(shown.found.bounds)
      })
    },
    mark(features) {
      void ready.then(() => (map.getSource('problems') as GeoJSONSource).setData({ type: 'FeatureCollection', features: spots(features) }))
    },
    point(feature) {
      void ready.then(() => {
        const filter: ExpressionSpecification = ['==', ['get', 'number'], feature?.id ?? -1]
        if (map.getLayer('pointed')) map.setFilter('pointed', filter)
        map.setFilter('pointed-spot', filter)
        if (feature?.geometry?.type === 'Point') map.easeTo({ center: feature.geometry.coordinates as [number, number], zoom: Math.max(map.getZoom(), 15), animate: !still.matches })
        else if (feature?.bbox) go(feature.bbox)
      })
    },
    remove: () => map.remove(),
  }
}

const SPOTS: LayerSpecification[] = [
  { id: 'problems', type: 'circle', source: 'problems', paint: { 'circle-radius': 5, 'circle-color': VERDICT_COLOURS.refused, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.5 } },
  { id: 'pointed-spot', type: 'circle', source: 'problems', filter: ['==', ['get', 'number'], -1], paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': COLOURS.selected, 'circle-stroke-width': 3 } },
]

/** Puts the tiles of this import, as it is judged now, below the problems. */
function tile(map: Maplibre, shown: Import): void {
  for (const id of ['fills', 'lines', 'points', 'pointed']) if (map.getLayer(id)) map.removeLayer(id)
  if (map.getSource(TILES)) map.removeSource(TILES)
  if (!shown.counts) return
  const version = encodeURIComponent(JSON.stringify(shown.counts))
  map.addSource(TILES, { type: 'vector', tiles: [`${location.origin}/api/v1/imports/${shown.id}/tiles/{z}/{y}/{x}?v=${version}`], minzoom: 0, maxzoom: 16 })
  const colour: ExpressionSpecification = ['match', ['get', 'verdict'], ...Object.entries(VERDICT_COLOURS).flat(), VERDICT_COLOURS.unchanged] as unknown as ExpressionSpecification
  const of = { source: TILES, 'source-layer': 'features' }
  map.addLayer({ id: 'fills', type: 'fill', ...of, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour, 'fill-opacity': 0.35 } }, 'problems')
  map.addLayer({ id: 'lines', type: 'line', ...of, filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 1.8 } }, 'problems')
  map.addLayer({ id: 'points', type: 'circle', ...of, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 4, 'circle-color': colour, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1 } }, 'problems')
  map.addLayer({ id: 'pointed', type: 'line', ...of, filter: ['==', ['get', 'number'], -1], paint: { 'line-color': COLOURS.selected, 'line-width': 3.5 } }, 'problems')
}

/** Only problems have spots; other features are drawn by their tiles. */
function spots(features: readonly JudgedFeature[]): GeoJSON.Feature[] {
  return features.flatMap(({ geometry, properties }) => (geometry?.type === 'Point' && properties.reason ? [{ type: 'Feature' as const, geometry, properties }] : []))
}
