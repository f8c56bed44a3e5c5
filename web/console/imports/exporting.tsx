import { useSignal } from '@preact/signals'
import { division, period } from '../picture'
import { divisions } from '../session'
import { text } from './messages'

const LAYERS = ['segments', 'plots', 'divisions', 'works', 'issues', 'zoning', 'stretches', 'tracks'] as const
const TIMED: readonly string[] = ['segments', 'plots', 'issues', 'stretches', 'tracks']
const FORMATS = [
  ['gpkg', 'GeoPackage (.gpkg)'],
  ['shp', 'Shapefile (.zip)'],
  ['gdb', 'File geodatabase (.gdb.zip)'],
  ['fgb', 'FlatGeobuf'],
  ['xlsx', 'Excel (.xlsx)'],
  ['csv', 'CSV'],
  ['kml', 'KML'],
  ['gpx', 'GPX'],
  ['geojsonseq', 'GeoJSON Text Sequences'],
] as const
/** These know degrees of WGS 84 alone. */
const IN_DEGREES: readonly string[] = ['kml', 'gpx']

/** Any published layer out as a file, of the division and the days chosen in the bar. */
export function Exporting() {
  const layer = useSignal<(typeof LAYERS)[number]>('segments')
  const format = useSignal<string>('gpkg')
  const system = useSignal('4490')
  const say = text.value.exporting
  const degrees = IN_DEGREES.includes(format.value)
  const pick = (label: string, value: string, options: readonly (readonly [string, string])[], change: (value: string) => void, disabled = false) => (
    <label class="import-field">
      <span>{label}</span>
      <select value={value} disabled={disabled} onChange={(event) => change(event.currentTarget.value)}>
        {options.map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <section class="imports-card imports-export" aria-labelledby="export-title">
      <h3 id="export-title">{say.title}</h3>
      <p class="import-hint">{say.hint}</p>
      {pick(say.layer, layer.value, LAYERS.map((name) => [name, say.layers[name]] as const), (value) => (layer.value = value as typeof layer.value))}
      {pick(say.format, format.value, FORMATS, (value) => (format.value = value))}
      {pick(say.system, degrees ? '4326' : system.value, systems(), (value) => (system.value = value), degrees)}
      <a class="button button-main" href={address(layer.value, format.value, system.value)} download>
        {say.go}
      </a>
    </section>
  )
}

/** Degrees, and the 3-degree zones that the county lies in, by meridian and numbered. */
function systems(): [string, string][] {
  const say = text.value.exporting
  const boxes = divisions.value.flatMap(({ bbox }) => (bbox ? [bbox] : []))
  const place = (longitude: number) => Math.floor((longitude - 73.5) / 3)
  const first = place(Math.min(...boxes.map(([west]) => west)))
  const last = place(Math.max(...boxes.map(([, , east]) => east)))
  const zones = boxes.length ? Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).filter((at) => at >= 0 && at <= 20) : []
  return [
    ['4490', say.degrees],
    ['4326', say.wgs],
    ...zones.flatMap((at): [string, string][] => [
      [String(4534 + at), say.zone(75 + 3 * at, false)],
      [String(4513 + at), say.zone(75 + 3 * at, true)],
    ]),
  ]
}

function address(layer: string, format: string, system: string): string {
  const asked = new URLSearchParams({ f: format })
  if (division.value) asked.set('division', division.value)
  if (period.value && TIMED.includes(layer)) asked.set('datetime', `${period.value.from}/${period.value.to}`)
  if (!IN_DEGREES.includes(format)) asked.set('crs', `http://www.opengis.net/def/crs/EPSG/0/${system}`)
  return `/ogc/collections/${layer}/items?${asked}`
}
