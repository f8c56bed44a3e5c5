import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as Maplibre, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type LngLatBoundsLike, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { boundsOf } from '../map/camera'
import { borders, ground } from '../map/ground'
import { COLOURS } from '../map/palette'
import { vectorSource } from '../map/sources'
import type { Import, JudgedFeature, Verdict } from './wire'

setWorkerUrl(workerUrl)

export interface PreviewDrawing {
  draw: (shown: Import) => void
  mark: (features: readonly JudgedFeature[]) => void
  point: (feature: JudgedFeature | null) => void
  remove: () => void
}

const VERDICT_COLOURS: Record<Verdict, string> = { new: '#0d6b4f', changed: '#b86a00', unchanged: '#7c8a84', refused: '#a31621' }
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const TILES = 'features'
const still = matchMedia('(prefers-reduced-motion: reduce)')

/** Puts a map into `container` that shows one import after the other. */
export function mount(container: HTMLElement): PreviewDrawing {
  const bounds = boundsOf(null)
  const map = new Maplibre({
    container,
    style: style(),
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : { center: [105, 34] as [number, number], zoom: 4 }),
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  map.on('dataloading', () => (container.dataset.painted = 'false'))
  map.on('idle', () => (container.dataset.painted = 'true'))
  const ready = new Promise<void>((done) => map.once('load', () => done()))
  const go = (box: LngLatBoundsLike) => map.fitBounds(box, { padding: 48, maxZoom: 16, animate: !still.matches, duration: 500 })
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

function style(): StyleSpecification {
  return {
    version: 8,
    sources: { divisions: vectorSource('divisions'), problems: { type: 'geojson', data: NOTHING } },
    layers: [
      ...ground.filter((layer) => !('source' in layer) || layer.source === 'divisions'),
      ...borders,
      { id: 'problems', type: 'circle', source: 'problems', paint: { 'circle-radius': 5, 'circle-color': VERDICT_COLOURS.refused, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.5 } },
      { id: 'pointed-spot', type: 'circle', source: 'problems', filter: ['==', ['get', 'number'], -1], paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': COLOURS.selected, 'circle-stroke-width': 3 } },
    ],
  }
}

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
