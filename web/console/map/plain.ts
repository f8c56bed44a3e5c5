import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as Maplibre, ScaleControl, setWorkerUrl, type LayerSpecification, type LngLatBoundsLike, type SourceSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { boundsOf } from './camera'
import { borders, ground } from './ground'
import { onPaper } from './paper_copy'
import { vectorSource } from './sources'

setWorkerUrl(workerUrl)

export const still = matchMedia('(prefers-reduced-motion: reduce)')

export interface PlainMap {
  map: Maplibre
  /** Done when layers can be added. */
  ready: Promise<void>
  go: (box: LngLatBoundsLike) => void
}

/** A map of the county's ground with these on top of it, for boards that show a few shapes of their own. */
export function plain(container: HTMLElement, sources: Record<string, SourceSpecification>, layers: LayerSpecification[]): PlainMap {
  const bounds = boundsOf(null)
  const below = ground.filter((layer) => !('source' in layer) || layer.source === 'divisions')
  const map = new Maplibre({
    container,
    style: { version: 8, sources: { divisions: vectorSource('divisions'), ...sources }, layers: [...below, ...borders, ...layers] },
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : { center: [105, 34] as [number, number], zoom: 4 }),
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  onPaper(map)
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  map.on('dataloading', () => (container.dataset.painted = 'false'))
  map.on('idle', () => (container.dataset.painted = 'true'))
  return {
    map,
    ready: new Promise<void>((done) => map.once('load', () => done())),
    go: (box) => map.fitBounds(box, { padding: 48, maxZoom: 16, animate: !still.matches, duration: 500 }),
  }
}
