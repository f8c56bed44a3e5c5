import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GeoJSONSource, Map as Maplibre, MapMouseEvent } from 'maplibre-gl'
import { km, muOf, number } from '../../shared/figures'
import { CloseIcon } from '../bar/icons'
import { COLOURS } from '../map/palette'
import { measuring } from '../map/tools'
import { m } from '../messages'
import '../styles/measure.css'
import { area_m2, length_m, type Place } from './geodesy'
import { texts } from './messages'

const SOURCE = 'ruler'
const LAYERS = ['ruler-area', 'ruler-line', 'ruler-points'] as const
const HECTARE_M2 = 10_000

/** Distances and areas on the ellipsoid, point by point on the map. */
export function Ruler({ map }: { map: Maplibre }) {
  const places = useSignal<readonly Place[]>([])
  const closed = useSignal(false)
  const text = texts.value
  const undo = () => (places.value = places.peek().slice(0, -1))

  useEffect(() => {
    lay(map)
    const add = ({ lngLat }: MapMouseEvent) => (places.value = [...places.peek(), [lngLat.lng, lngLat.lat]])
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') measuring.value = false
      if (event.key === 'Backspace' && !(event.target as HTMLElement).matches('input, select, textarea')) undo()
    }
    map.on('click', add)
    map.doubleClickZoom.disable()
    map.getCanvas().style.cursor = 'crosshair'
    addEventListener('keydown', onKeyDown)
    return () => {
      removeEventListener('keydown', onKeyDown)
      map.off('click', add)
      map.doubleClickZoom.enable()
      map.getCanvas().style.cursor = ''
      lift(map)
    }
  }, [map])

  useSignalEffect(() => draw(map, places.value, closed.value))

  return (
    <section class="ruler" aria-label={text.title} title={text.keys}>
      <header>
        <div class="segmented" role="group" aria-label={text.title}>
          {[false, true].map((area) => (
            <button key={String(area)} type="button" aria-pressed={closed.value === area} onClick={() => (closed.value = area)}>
              {area ? text.area : text.length}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button" aria-label={m.value.close} title={`${m.value.close} (Esc)`} onClick={() => (measuring.value = false)}>
          <CloseIcon />
        </button>
      </header>
      <output aria-live="polite">{said(places.value, closed.value)}</output>
      <footer>
        <button type="button" class="link" disabled={!places.value.length} onClick={undo}>
          {text.undo}
        </button>
        <button type="button" class="link" disabled={!places.value.length} onClick={() => (places.value = [])}>
          {text.clear}
        </button>
        <span>{text.note}</span>
      </footer>
    </section>
  )
}

/** What was measured, in words. */
function said(places: readonly Place[], closed: boolean) {
  const text = texts.value
  if (places.length < 2) return <span class="hint">{text.begin}</span>
  if (!closed) return <strong>{metres(length_m(places))}</strong>
  if (places.length < 3) return <span class="hint">{text.area3}</span>
  const { area, around } = area_m2(places)
  return (
    <>
      <strong>{text.mu(muOf(area))}</strong>
      <span>
        {text.hectares(number(area / HECTARE_M2, { minimumFractionDigits: 2, maximumFractionDigits: 2 }))} · {text.perimeter} {metres(around)}
      </span>
    </>
  )
}

function metres(length: number): string {
  return length < 1000 ? texts.value.metres(number(length, { maximumFractionDigits: 0 })) : texts.value.km(km(length))
}

function lay(map: Maplibre): void {
  if (map.getSource(SOURCE)) return
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer({ id: 'ruler-area', type: 'fill', source: SOURCE, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': COLOURS.selected, 'fill-opacity': 0.12 } })
  map.addLayer({ id: 'ruler-line', type: 'line', source: SOURCE, paint: { 'line-color': COLOURS.selected, 'line-width': 2.5, 'line-dasharray': [2, 1] } })
  map.addLayer({
    id: 'ruler-points',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 4.5, 'circle-color': '#ffffff', 'circle-stroke-color': COLOURS.selected, 'circle-stroke-width': 2 },
  })
}

function lift(map: Maplibre): void {
  for (const id of LAYERS) if (map.getLayer(id)) map.removeLayer(id)
  if (map.getSource(SOURCE)) map.removeSource(SOURCE)
}

function draw(map: Maplibre, places: readonly Place[], closed: boolean): void {
  const line = places.map(([lon, lat]) => [lon, lat])
  const shape: GeoJSON.Geometry[] = []
  if (closed && line.length > 2) shape.push({ type: 'Polygon', coordinates: [[...line, line[0]!]] })
  else if (line.length > 1) shape.push({ type: 'LineString', coordinates: line })
  const geometries = [...shape, ...line.map((coordinates) => ({ type: 'Point' as const, coordinates }))]
  const features = geometries.map((geometry) => ({ type: 'Feature' as const, properties: {}, geometry }))
  void (map.getSource(SOURCE) as GeoJSONSource | undefined)?.setData({ type: 'FeatureCollection', features })
}
