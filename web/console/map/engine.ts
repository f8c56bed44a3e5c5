import 'maplibre-gl/dist/maplibre-gl.css'
import { effect, type ReadonlySignal } from '@preact/signals'
import { prewarm, ScaleControl, setWorkerUrl, type GeoJSONSource, type Map as Maplibre, type VectorTileSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Period } from '../../shared/days'
import { locale } from '../../shared/locale'
import { signedOut } from '../../shared/api'
import { retries } from '../coverage'
import { m } from '../messages'
import { division, period, tab } from '../picture'
import { divisionOf, divisions } from '../session'
import { colouring, effortBy } from './asking'
import { based, followBase, isBase } from './base'
import { BY_READER, boundsOf, followCamera } from './camera'
import { effortColour, limitsOf } from './effort'
import { onPaper } from './paper_copy'
import { PacedMap } from './pace'
import { followPhotos } from './photos'
import { followPointer } from './pointer'
import { shown } from './shown'
import { outsideOf } from './ground'
import { LAYERS, style } from './style'
import { retile, TILED, type Tiled } from './sources'
import { painted, shadesOf, urgency } from './themes'

setWorkerUrl(workerUrl)
// Its code is half a megabyte: it is read while the server still says who is here.
prewarm()

/** What the buttons on the map can ask of it. */
export interface Engine {
  map: Maplibre
  zoomIn: () => void
  zoomOut: () => void
  whole: () => void
  remove: () => void
}

/**
 * Puts the map into `container` and keeps it on the picture: tiles, layers, names, camera, selection. Its figures are of `days`. A map with a
 * `leader` begins where that one stands and leaves it to others to follow it.
 */
export function mount(container: HTMLElement, days: ReadonlySignal<Period | null> = period, leader: Maplibre | null = null): Engine {
  const map = new PacedMap({
    container,
    style: style(days.peek()),
    ...(leader ? { center: leader.getCenter(), zoom: leader.getZoom() } : startingBounds()),
    minZoom: 5,
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // No frames for names that fade in: where a processor draws the map, each takes the time of a click.
    fadeDuration: 0,
    localIdeographFontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  onPaper(map)
  if (!leader) map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  map.on('error', ({ error }) => {
    if ((error as { status?: number }).status === 401) signedOut.value++
  })

  const stops: (() => void)[] = []
  const camera = leader ? null : followCamera(map, stops)
  map.once('style.load', () => {
    stops.push(...[followTilesOf(days), followRetries, followBase, followSwitches, followColours, followEffortOf(days), followNames, followDivision].map((follow) => effect(() => follow(map))))
    followPhotos(map, stops)
    followPointer(map, stops)
  })
  stops.push(effect(() => nameForReaders(map)))
  markReady(map)

  return {
    map,
    zoomIn: () => void map.zoomIn({}, BY_READER),
    zoomOut: () => void map.zoomOut({}, BY_READER),
    whole: () => camera?.whole(),
    remove() {
      for (const stop of stops) stop()
      map.remove()
    },
  }
}

function startingBounds() {
  const bounds = boundsOf(null)
  return bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : { center: [105, 34] as [number, number], zoom: 4 }
}

const followTilesOf = (days: ReadonlySignal<Period | null>) => (map: Maplibre) => {
  for (const layer of TILED) retile(map.getSource(layer) as VectorTileSource, layer as Tiled, days.value)
}

function followColours(map: Maplibre): void {
  const by = colouring.value
  map.setPaintProperty('segments', 'line-color', painted(shadesOf(by, false)))
  map.setPaintProperty('plots', 'fill-color', painted(shadesOf(by, true)))
  map.setLayoutProperty('segments', 'line-sort-key', urgency(by))
}

const followEffortOf = (days: ReadonlySignal<Period | null>) => (map: Maplibre) => {
  map.setPaintProperty('effort', 'fill-color', effortColour(effortBy.value, limitsOf(effortBy.value, days.value)))
}

function followRetries(map: Maplibre): void {
  if (retries.value > 0) for (const layer of TILED) map.refreshTiles(layer)
}

function followSwitches(map: Maplibre): void {
  const on = shown.value
  const onBase = based.value && on.ground
  for (const { id, metadata } of LAYERS) {
    const visible = (!metadata?.switch || on[metadata.switch]) && (!metadata?.tab || metadata.tab === tab.value) && !(metadata?.unbased && onBase)
    map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none')
  }
  for (const { id } of map.getStyle().layers) if (isBase(id)) map.setLayoutProperty(id, 'visibility', onBase ? 'visible' : 'none')
}

function followDivision(map: Maplibre): void {
  const here = divisionOf(division.value)
  if (here) map.setFilter('outside', outsideOf(here.code, here.level))
}

/** Names stand in the middle of each division once, where tiles would repeat them at every seam. */
function followNames(map: Maplibre): void {
  const features = divisions.value.flatMap(({ bbox, name, level }) =>
    bbox
      ? [{ type: 'Feature' as const, properties: { name, level }, geometry: { type: 'Point' as const, coordinates: [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2] } }]
      : [],
  )
  void (map.getSource('places') as GeoJSONSource).setData({ type: 'FeatureCollection', features })
}

function nameForReaders(map: Maplibre): void {
  const canvas = map.getCanvas()
  canvas.setAttribute('aria-label', m.value.map.label)
  canvas.setAttribute('lang', locale.value)
}

/** `data-painted` on the container: every tile wanted has been drawn. Printing and tests wait for it. */
function markReady(map: Maplibre): void {
  const container = map.getContainer()
  map.on('dataloading', () => (container.dataset.painted = 'false'))
  map.on('idle', () => (container.dataset.painted = 'true'))
}
