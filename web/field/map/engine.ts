import 'maplibre-gl/dist/maplibre-gl.css'
import { addProtocol, LngLatBounds, Map as Maplibre, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { PMTiles, Protocol } from 'pmtiles'
import type { Pack } from '../pack/shapes'
import { StoredSource } from '../pack/source'
import type { Charted } from './chart'
import { hereShapes, ownShapes, trackShapes } from './shapes'
import { styleOf } from './style'

setWorkerUrl(workerUrl)
const protocol = new Protocol()
addProtocol('pmtiles', protocol.tile)

const WALKING_ZOOM = 15

/** What the screen asks of the map. */
export interface Engine {
  show: (charted: Charted, following: boolean) => void
  zoom: (by: number) => void
  whole: () => void
  remove: () => void
}

/** Puts the map of a pack into a container; `moved` is told when a finger moves it. Throws where the phone cannot draw it. */
export function mount(container: HTMLElement, pack: Pack, moved: () => void): Engine {
  for (const file of pack.files) protocol.add(new PMTiles(new StoredSource(file)))
  const [west, south, east, north] = pack.offer.bounds
  const map = new Maplibre({
    container,
    style: styleOf(pack),
    bounds: [west, south, east, north],
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    localIdeographFontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 150, unit: 'metric' }), 'bottom-left')
  map.on('dragstart', moved)
  map.on('idle', () => (container.dataset.painted = 'true'))
  let latest: Charted | null = null
  let placed = false

  function paint(): void {
    if (!latest?.walk) return
    const set = (source: string, data: GeoJSON.FeatureCollection) => void (map.getSource(source) as GeoJSONSource | undefined)?.setData(data)
    set('own', ownShapes(latest.walk, latest.goal))
    set('track', trackShapes(latest.walk))
    set('here', hereShapes(latest.spot))
  }
  map.once('style.load', paint)

  function whole(): void {
    const bounds = boundsOf(latest)
    if (bounds) map.fitBounds(bounds, { padding: 40, maxZoom: WALKING_ZOOM, animate: placed })
  }

  return {
    show(charted, following) {
      latest = charted
      paint()
      const { spot } = charted
      if (following && spot) map.jumpTo({ center: [spot.lon, spot.lat], zoom: placed ? map.getZoom() : WALKING_ZOOM })
      else if (!placed) whole()
      placed ||= charted.walk !== null
    },
    zoom: (by) => void map.zoomTo(map.getZoom() + by),
    whole,
    remove: () => map.remove(),
  }
}

/** Around the goal and the officer; else around the track; else around everything that is owed. */
function boundsOf(charted: Charted | null): LngLatBounds | null {
  const walk = charted?.walk
  if (!charted || !walk) return null
  const bounds = new LngLatBounds()
  if (charted.goal) {
    for (const { lon, lat } of charted.goal.points) bounds.extend([lon, lat])
    if (charted.spot) bounds.extend([charted.spot.lon, charted.spot.lat])
  } else {
    const owed = charted.spot ? walk.coverings.flatMap(({ lines }) => lines.flat()) : []
    for (const point of [...walk.pieces.flat(), ...owed]) {
      const { lon, lat } = walk.plane.degrees(point)
      bounds.extend([lon, lat])
    }
  }
  return bounds.isEmpty() ? null : bounds
}
