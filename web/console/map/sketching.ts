import 'maplibre-gl/dist/maplibre-gl.css'
import { LngLatBounds, Map as Maplibre, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { division } from '../picture'
import { boundsOf } from './camera'
import { borders, ground } from './ground'
import { onPaper } from './paper_copy'
import { vectorSource } from './sources'

setWorkerUrl(workerUrl)

/** A point on a small map. */
export interface Mark {
  id: string
  lon: number
  lat: number
  colour: string
}

/** A polygon or line on a small map. */
export interface Shape {
  id: string
  geometry: GeoJSON.Geometry
  colour: string
}

export interface Drawing {
  draw: (points: readonly Mark[], shapes: readonly Shape[]) => void
  remove: () => void
}

interface Heard {
  open: (id: string) => void
  place: (at: { lon: number; lat: number }) => void
}

const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const GROUND = ['divisions', 'plots', 'segments'] as const
const REACH_PX = 6

/** Puts a map into `container`; what is drawn is brought into sight, each time that other things are drawn. */
export function mount(container: HTMLElement, closest: number, heard: Heard): Drawing {
  const bounds = boundsOf(division.peek())
  const map = new Maplibre({
    container,
    style: {
      version: 8,
      sources: { ...Object.fromEntries(GROUND.map((layer) => [layer, vectorSource(layer)])), shapes: { type: 'geojson', data: NOTHING }, points: { type: 'geojson', data: NOTHING } },
      layers: [
        ...ground,
        ...borders,
        { id: 'areas', type: 'fill', source: 'shapes', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.45 } },
        { id: 'lines', type: 'line', source: 'shapes', paint: { 'line-color': ['get', 'colour'], 'line-width': 2 } },
        { id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': 6.5, 'circle-color': ['get', 'colour'], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 } },
      ],
    },
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 16 } } : { center: [105, 34] as [number, number], zoom: 4 }),
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    cooperativeGestures: false,
  })
  map.touchZoomRotate.disableRotation()
  onPaper(map)
  map.addControl(new ScaleControl({ maxWidth: 90, unit: 'metric' }), 'bottom-left')
  map.on('idle', () => (container.dataset.painted = 'true'))
  map.on('click', (event) => {
    const { x, y } = event.point
    const [met] = map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers: ['points', 'areas'] })
    if (met) heard.open(met.properties.id)
    heard.place({ lon: event.lngLat.lng, lat: event.lngLat.lat })
  })

  let wanted: [readonly Mark[], readonly Shape[]] = [[], []]
  let ready = false
  let seen = ''
  const show = () => {
    if (!ready) return
    const [points, shapes] = wanted
    ;(map.getSource('points') as GeoJSONSource).setData({ type: 'FeatureCollection', features: points.map(pointOf) })
    ;(map.getSource('shapes') as GeoJSONSource).setData({ type: 'FeatureCollection', features: shapes.map(shapeOf) })
    const these = [...points.slice(0, 1), ...shapes].map(({ id }) => id).join()
    if (these === seen) return
    seen = these
    bring(map, points, shapes, closest)
  }
  map.once('load', () => {
    ready = true
    show()
  })
  return {
    draw(points, shapes) {
      wanted = [points, shapes]
      container.dataset.painted = 'false'
      show()
    },
    remove: () => map.remove(),
  }
}

function bring(map: Maplibre, points: readonly Mark[], shapes: readonly Shape[], closest: number): void {
  const bounds = new LngLatBounds()
  for (const { lon, lat } of points) bounds.extend([lon, lat])
  for (const { geometry } of shapes) for (const at of corners(geometry)) bounds.extend(at)
  const whole = points.length > 1 ? boundsOf(division.peek()) : null
  if (whole) bounds.extend(LngLatBounds.convert(whole))
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 24, maxZoom: closest, animate: false })
}

function corners(geometry: GeoJSON.Geometry): [number, number][] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(corners)
  const flat = (part: unknown): [number, number][] => (typeof (part as number[])[0] === 'number' ? [part as [number, number]] : (part as unknown[]).flatMap(flat))
  return flat(geometry.coordinates)
}

function pointOf({ id, lon, lat, colour }: Mark): GeoJSON.Feature {
  return { type: 'Feature', properties: { id, colour }, geometry: { type: 'Point', coordinates: [lon, lat] } }
}

function shapeOf({ id, geometry, colour }: Shape): GeoJSON.Feature {
  return { type: 'Feature', properties: { id, colour }, geometry }
}
