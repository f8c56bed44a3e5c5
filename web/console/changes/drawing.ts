import type { FilterSpecification, GeoJSONSource, LayerSpecification } from 'maplibre-gl'
import type { Day } from '../../shared/days'
import { COLOURS } from '../map/palette'
import { plain } from '../map/plain'
import { around } from './shapes'
import type { Layer, Touched } from './wire'

export const BEFORE = '#b86a00'
export const AFTER = '#0d6b4f'
const NOW = '#7c8a84'
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const DEEPEST = 14
/** Further out plots come drawn together in squares. */
const ALONE_FROM = 11

export interface ChangeDrawing {
  /** Shows these features before and after, and goes to where they are. */
  show: (features: readonly Touched[]) => void
  point: (feature: Touched | null) => void
  /** Shows a layer as it was on a day over what it is now. */
  day: (layer: Layer, day: Day, division: string | null) => void
  remove: () => void
}

/** Puts a map into `container` that shows what was over what is. */
export function mount(container: HTMLElement): ChangeDrawing {
  const { map, ready, go } = plain(container, { after: { type: 'geojson', data: NOTHING }, before: { type: 'geojson', data: NOTHING } }, SHAPES)
  const put = (name: string, features: GeoJSON.Feature[]) => (map.getSource(name) as GeoJSONSource).setData({ type: 'FeatureCollection', features })
  return {
    show(features) {
      void ready.then(() => {
        put('before', shapes(features, 'geometry_before'))
        put('after', shapes(features, 'geometry_after'))
        const box = around(features)
        if (box) go(box)
      })
    },
    point(feature) {
      void ready.then(() => {
        const filter: FilterSpecification = ['==', ['get', 'number'], feature?.number ?? -1]
        for (const id of ['pointed-before', 'pointed-after']) map.setFilter(id, filter)
        const box = feature && around([feature])
        if (box) go(box)
      })
    },
    day(layer, day, division) {
      void ready.then(() => {
        for (const id of ['now', 'then-fill', 'then']) if (map.getLayer(id)) map.removeLayer(id)
        for (const id of ['now', 'then']) if (map.getSource(id)) map.removeSource(id)
        map.addSource('now', tiles(layer, division))
        map.addSource('then', tiles(layer, division, day))
        for (const drawn of dated(layer)) map.addLayer(drawn)
      })
    },
    remove: () => map.remove(),
  }
}

function shapes(features: readonly Touched[], which: 'geometry_before' | 'geometry_after'): GeoJSON.Feature[] {
  return features.flatMap(({ number, [which]: geometry }) => (geometry ? [{ type: 'Feature' as const, geometry, properties: { number } }] : []))
}

function tiles(layer: Layer, division: string | null, day?: Day) {
  const asked = new URLSearchParams({ ...(division ? { division } : {}), ...(day ? { 'valid-on': day } : {}) })
  return { type: 'vector' as const, tiles: [`${location.origin}/ogc/collections/${layer}/tiles/WebMercatorQuad/{z}/{y}/{x}?${asked}`], minzoom: 5, maxzoom: DEEPEST }
}

/** What a layer was on a day in strong lines, what it is now in pale wide ones below; plots from where each is drawn alone. */
function dated(layer: Layer): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  const alone = layer === 'plots' ? { minzoom: ALONE_FROM } : {}
  const of = (source: string) => ({ source, 'source-layer': layer })
  const fill = layer === 'plots' || layer === 'zoning' ? 0.3 : 0
  return [
    { id: 'now', type: 'line', ...of('now'), ...alone, layout: round, paint: { 'line-color': NOW, 'line-width': 6, 'line-opacity': 0.4 } },
    { id: 'then-fill', type: 'fill', ...of('then'), filter: POLYGON, paint: { 'fill-color': BEFORE, 'fill-opacity': fill, 'fill-antialias': false } },
    { id: 'then', type: 'line', ...of('then'), ...alone, layout: round, paint: { 'line-color': BEFORE, 'line-width': 1.6 } },
  ]
}

const POLYGON: FilterSpecification = ['==', ['geometry-type'], 'Polygon']
const NONE: FilterSpecification = ['==', ['get', 'number'], -1]
const SHAPES: LayerSpecification[] = [
  { id: 'before-fill', type: 'fill', source: 'before', filter: POLYGON, paint: { 'fill-color': BEFORE, 'fill-opacity': 0.16 } },
  { id: 'after-fill', type: 'fill', source: 'after', filter: POLYGON, paint: { 'fill-color': AFTER, 'fill-opacity': 0.18 } },
  { id: 'pointed-before', type: 'line', source: 'before', filter: NONE, paint: { 'line-color': COLOURS.selected, 'line-width': 5, 'line-opacity': 0.35 } },
  { id: 'pointed-after', type: 'line', source: 'after', filter: NONE, paint: { 'line-color': COLOURS.selected, 'line-width': 5, 'line-opacity': 0.35 } },
  { id: 'after', type: 'line', source: 'after', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': AFTER, 'line-width': 2.4 } },
  { id: 'before', type: 'line', source: 'before', layout: { 'line-join': 'round' }, paint: { 'line-color': BEFORE, 'line-width': 2, 'line-dasharray': [2.5, 1.5] } },
]
