import 'maplibre-gl/dist/maplibre-gl.css'
import { LngLatBounds, Map as Maplibre, ScaleControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { borders, ground } from '../map/ground'
import { COLOURS } from '../map/palette'
import { onPaper } from '../map/paper_copy'
import { TILED, vectorSource } from '../map/sources'
import { SPEED_CLASSES, speedClass } from './speeds'
import type { WholeReview } from './wire'

setWorkerUrl(workerUrl)

export interface TrackDrawing {
  draw: (review: WholeReview) => void
  remove: () => void
}

const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

/** Puts a map into `container` that shows one patrol after the other. */
export function mount(container: HTMLElement): TrackDrawing {
  const map = new Maplibre({ container, style: style(), center: [116.5, 27.5], zoom: 9, maxZoom: 18, attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0 })
  map.touchZoomRotate.disableRotation()
  onPaper(map)
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  map.on('idle', () => (container.dataset.painted = 'true'))
  let wanted: WholeReview | null = null
  let ready = false
  const show = () => {
    if (wanted && ready) paint(map, wanted)
  }
  map.once('load', () => {
    ready = true
    show()
  })
  return {
    draw(review) {
      wanted = review
      container.dataset.painted = 'false'
      show()
    },
    remove: () => map.remove(),
  }
}

function style(): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(TILED.filter((layer) => ['divisions', 'plots', 'segments'].includes(layer)).map((layer) => [layer, vectorSource(layer)])),
      covered: { type: 'geojson', data: NOTHING },
      other: { type: 'geojson', data: NOTHING },
      track: { type: 'geojson', data: NOTHING },
      photos: { type: 'geojson', data: NOTHING },
    },
    layers: [
      ...ground,
      ...borders,
      { id: 'covered-plots', type: 'fill', source: 'covered', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#0d6b4f', 'fill-opacity': 0.18 } },
      { id: 'covered', type: 'line', source: 'covered', layout: ROUND, paint: { 'line-color': '#74c3a4', 'line-width': 11, 'line-opacity': 0.6 } },
      { id: 'other', type: 'line', source: 'other', layout: ROUND, paint: { 'line-color': COLOURS.track, 'line-width': 8, 'line-opacity': 0.45 } },
      { id: 'casing', type: 'line', source: 'track', filter: ['!', ['get', 'gap']], layout: ROUND, paint: { 'line-color': '#ffffff', 'line-width': 6 } },
      { id: 'track', type: 'line', source: 'track', filter: ['!', ['get', 'gap']], layout: ROUND, paint: { 'line-color': ['get', 'colour'], 'line-width': 3.5 } },
      { id: 'gaps', type: 'line', source: 'track', filter: ['get', 'gap'], paint: { 'line-color': COLOURS.ink, 'line-width': 1.8, 'line-dasharray': [2, 2] } },
      { id: 'ends', type: 'circle', source: 'photos', filter: ['get', 'start'], paint: { 'circle-radius': 6, 'circle-color': '#0f6b56', 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 } },
      { id: 'photos', type: 'circle', source: 'photos', filter: ['!', ['get', 'start']], paint: { 'circle-radius': 7, 'circle-color': COLOURS.issue, 'circle-stroke-color': COLOURS.issueLine, 'circle-stroke-width': 2 } },
    ],
  }
}

function paint(map: Maplibre, review: WholeReview): void {
  const put = (id: string, features: GeoJSON.Feature[]) => void (map.getSource(id) as GeoJSONSource).setData({ type: 'FeatureCollection', features })
  put('track', strokes(review.track))
  put(
    'other',
    review.others.map(({ lon, lat }) => line(lon.map((x, at) => [x, lat[at]!]))),
  )
  put(
    'covered',
    [...review.segments, ...review.plots].map(({ shape }) => ({ type: 'Feature', properties: {}, geometry: shape })),
  )
  const placed = review.photos.filter(({ lon }) => lon !== null)
  put('photos', [
    point(review.track.lon[0]!, review.track.lat[0]!, true),
    ...placed.map(({ lon, lat }) => point(lon!, lat!, false)),
  ])
  const bounds = new LngLatBounds()
  review.track.lon.forEach((x, at) => bounds.extend([x, review.track.lat[at]!]))
  map.fitBounds(bounds, { padding: 48, maxZoom: 16, animate: false })
}

/** The track as strokes of one speed class each, and its gaps. */
function strokes({ lon, lat, speed_mps, gaps }: WholeReview['track']): GeoJSON.Feature[] {
  const broken = new Set(gaps)
  const found: GeoJSON.Feature[] = []
  let run: number[][] = []
  let of = -1
  for (let at = 0; at + 1 < lon.length; at++) {
    const ends = [
      [lon[at]!, lat[at]!],
      [lon[at + 1]!, lat[at + 1]!],
    ]
    const its = broken.has(at) ? -2 : speedClass((speed_mps[at]! + speed_mps[at + 1]!) / 2)
    if (its === of && its !== -2) run.push(ends[1]!)
    else {
      run = [...ends]
      of = its
      found.push(line(run, { gap: its === -2, colour: SPEED_CLASSES[its]?.colour ?? COLOURS.ink }))
    }
  }
  return found
}

function line(coordinates: number[][], properties: GeoJSON.GeoJsonProperties = {}): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }
}

function point(lon: number, lat: number, start: boolean): GeoJSON.Feature {
  return { type: 'Feature', properties: { start }, geometry: { type: 'Point', coordinates: [lon, lat] } }
}
