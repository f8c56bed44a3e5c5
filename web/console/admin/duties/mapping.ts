import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as Maplibre, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type MapMouseEvent, type MapTouchEvent } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { boundsOf } from '../../map/camera'
import { borders, ground } from '../../map/ground'
import { onPaper } from '../../map/paper_copy'
import { vectorSource } from '../../map/sources'
import { division } from '../../picture'
import type { Corner, Kind } from './wire'

setWorkerUrl(workerUrl)

export type Tool = 'pick' | 'polygon' | 'lasso'
export const TOOLS: readonly Tool[] = ['pick', 'polygon', 'lasso']
type Mark = 'open' | 'mine' | 'picked'
export const COLOURS = { picked: '#1d63b0', mine: '#0f6b56', open: '#d1701f', held: '#8aa39a' } as const

interface Heard {
  pick: (code: string) => void
  ring: (corners: Corner[]) => void
}

export interface Chart {
  show: (kind: Kind) => void
  mark: (mark: Mark, codes: Iterable<string>) => void
  use: (tool: Tool) => void
  remove: () => void
}

const REACH_PX = 6
const LASSO_STEP_PX = 4
const LEAST_CORNERS = 3
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const LAYERS = { segment: ['segment-lines'], plot: ['plot-areas', 'plot-edges'] } as const
const SOURCES = { segment: 'segments', plot: 'plots' } as const

const is = (mark: Mark): ExpressionSpecification => ['boolean', ['feature-state', mark], false]
const colour: ExpressionSpecification = ['case', is('picked'), COLOURS.picked, is('mine'), COLOURS.mine, is('open'), COLOURS.open, COLOURS.held]

/** Puts the map of assignments into `container`: what nobody answers for, what is somebody's, what is picked. */
export function mount(container: HTMLElement, heard: Heard): Chart {
  const bounds = boundsOf(division.peek())
  const map = new Maplibre({
    container,
    style: {
      version: 8,
      sources: { divisions: vectorSource('divisions'), plots: vectorSource('plots'), segments: vectorSource('segments'), ring: { type: 'geojson', data: NOTHING } },
      layers: [
        ...ground,
        ...borders,
        { id: 'plot-areas', type: 'fill', source: 'plots', 'source-layer': 'plots', paint: { 'fill-color': colour, 'fill-opacity': ['case', is('picked'), 0.75, 0.5] } },
        { id: 'plot-edges', type: 'line', source: 'plots', 'source-layer': 'plots', paint: { 'line-color': colour, 'line-width': 0.8 } },
        { id: 'segment-lines', type: 'line', source: 'segments', 'source-layer': 'segments', layout: { 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': ['case', is('picked'), 6, 3.5] } },
        { id: 'ring-area', type: 'fill', source: 'ring', paint: { 'fill-color': COLOURS.picked, 'fill-opacity': 0.12 } },
        { id: 'ring-line', type: 'line', source: 'ring', paint: { 'line-color': COLOURS.picked, 'line-width': 2, 'line-dasharray': [2, 1] } },
      ],
    },
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 16 } } : { center: [105, 34] as [number, number], zoom: 4 }),
    maxZoom: 17,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  onPaper(map)
  map.doubleClickZoom.disable()
  map.addControl(new ScaleControl({ maxWidth: 90, unit: 'metric' }), 'bottom-left')
  map.on('idle', () => (container.dataset.painted = 'true'))

  let ready = false
  let shown: Kind = 'segment'
  const marked = new Map<Mark, Set<string>>()
  const again = () => {
    if (!ready) return
    for (const [kind, layers] of Object.entries(LAYERS)) for (const layer of layers) map.setLayoutProperty(layer, 'visibility', kind === shown ? 'visible' : 'none')
    for (const [mark, codes] of marked) for (const code of codes) set(mark, code, true)
  }
  function set(mark: Mark, code: string, on: boolean) {
    const layer = SOURCES[shown]
    map.setFeatureState({ source: layer, sourceLayer: layer, id: code }, { [mark]: on })
  }
  map.once('load', () => {
    ready = true
    again()
  })

  const ring = ringOf(map, heard.ring)
  map.on('click', ({ point: { x, y } }: MapMouseEvent) => {
    if (ring.tool() !== 'pick') return
    const [met] = map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers: [...LAYERS[shown]] })
    if (met) heard.pick(String(met.properties.code))
  })

  return {
    show(kind) {
      if (kind !== shown && ready) for (const layer of Object.values(SOURCES)) map.removeFeatureState({ source: layer, sourceLayer: layer })
      if (kind !== shown) marked.clear()
      shown = kind
      again()
    },
    mark(mark, codes) {
      container.dataset.painted = 'false'
      const next = new Set(codes)
      if (ready) {
        for (const code of marked.get(mark) ?? []) if (!next.has(code)) set(mark, code, false)
        for (const code of next) set(mark, code, true)
      }
      marked.set(mark, next)
      map.triggerRepaint()
    },
    use: ring.use,
    remove: () => {
      ring.remove()
      map.remove()
    },
  }
}

/** Drawing a ring: corner by corner, closed by a double click or Enter; or in one stroke. Escape throws it away. */
function ringOf(map: Maplibre, finished: (corners: Corner[]) => void) {
  let tool: Tool = 'pick'
  let corners: Corner[] = []
  let drawing = false
  let last = { x: 0, y: 0 }

  function draw(at: Corner[] = corners) {
    const closed = at.length > 2 ? [...at, at[0]!] : at
    const geometry: GeoJSON.Geometry = at.length > 2 ? { type: 'Polygon', coordinates: [closed] } : { type: 'LineString', coordinates: closed }
    void (map.getSource('ring') as GeoJSONSource | undefined)?.setData(at.length > 1 ? { type: 'Feature', properties: {}, geometry } : NOTHING)
  }
  function clear() {
    corners = []
    drawing = false
    draw()
  }
  function finish() {
    const done = corners
    clear()
    if (done.length >= LEAST_CORNERS) finished(done)
  }
  const place = ({ lngLat }: MapMouseEvent | MapTouchEvent): Corner => [lngLat.lng, lngLat.lat]

  function begin(event: MapMouseEvent | MapTouchEvent) {
    if (tool !== 'lasso') return
    event.preventDefault()
    drawing = true
    last = event.point
    corners = [place(event)]
  }
  function go(event: MapMouseEvent | MapTouchEvent) {
    if (tool === 'polygon' && corners.length) return draw([...corners, place(event)])
    if (!drawing || Math.hypot(event.point.x - last.x, event.point.y - last.y) < LASSO_STEP_PX) return
    last = event.point
    corners.push(place(event))
    draw()
  }
  const stop = () => drawing && finish()
  map.on('mousedown', begin)
  map.on('touchstart', begin)
  map.on('mousemove', go)
  map.on('touchmove', go)
  map.on('mouseup', stop)
  map.on('touchend', stop)
  map.on('click', (event) => {
    if (tool !== 'polygon') return
    corners.push(place(event))
    draw()
  })
  map.on('dblclick', () => {
    if (tool === 'polygon') finish()
  })
  function key({ key: pressed }: KeyboardEvent) {
    if (tool !== 'polygon' || !corners.length) return
    if (pressed === 'Enter') finish()
    if (pressed === 'Escape') clear()
  }
  addEventListener('keydown', key)

  return {
    tool: () => tool,
    use(next: Tool) {
      tool = next
      clear()
      map.dragPan[next === 'lasso' ? 'disable' : 'enable']()
      map.getCanvas().style.cursor = next === 'pick' ? 'pointer' : 'crosshair'
    },
    remove: () => removeEventListener('keydown', key),
  }
}
