import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Pack } from '../pack/shapes'
import { CELL_OPACITY, COLOURS } from './colours'

const FONT = ['Noto Sans CJK SC']
const EMPTY: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }
const width = (far: number, near: number): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], 9, far, 16, near]
const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name]

/** A pack and, above it, what the officer answers for and walks, in MapLibre's terms: nothing comes over the network. */
export function styleOf(pack: Pack): StyleSpecification {
  const [file, base] = pack.files
  const sources: Record<string, SourceSpecification> = { pack: { type: 'vector', url: `pmtiles://${file!.key}` }, own: EMPTY, track: EMPTY, here: EMPTY }
  if (base) sources.base = { type: 'raster', url: `pmtiles://${base.key}`, tileSize: 256 }
  const under: LayerSpecification[] = base ? [{ id: 'base', type: 'raster', source: 'base' }] : (pack.offer.base?.layers ?? []).flatMap(baseLayers)
  return { version: 8, sources, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': COLOURS.ground } }, ...under, ...land(base === undefined), ...own, ...walked, ...names] }
}

/** A layer of the county's base map, whose features may be of any shape. */
function baseLayers(name: string): LayerSpecification[] {
  const common = { source: 'pack', 'source-layer': name } as const
  return [
    { id: `${name}-fill`, type: 'fill', ...common, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#e4e6dc', 'fill-opacity': 0.6 } },
    { id: `${name}-line`, type: 'line', ...common, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#a9a596', 'line-width': width(0.6, 3) } },
  ]
}

/** Everybody's plots and segments, paler than one's own; without fills over a base map. */
function land(filled: boolean): LayerSpecification[] {
  const from = (layer: string) => ({ source: 'pack', 'source-layer': layer }) as const
  return [
    ...(filled ? [{ id: 'plots', type: 'fill', ...from('plots'), paint: { 'fill-color': '#e1ede0' } } as LayerSpecification] : []),
    { id: 'plot-lines', type: 'line', ...from('plots'), minzoom: 12, paint: { 'line-color': '#9dbb9f', 'line-width': 1 } },
    { id: 'borders', type: 'line', ...from('divisions'), paint: { 'line-color': '#8b9a92', 'line-width': width(0.8, 2), 'line-dasharray': [4, 2] } },
    { id: 'segments', type: 'line', ...from('segments'), layout: { 'line-cap': 'round' }, paint: { 'line-color': '#9cc3e4', 'line-width': width(1, 5) } },
  ]
}

const own: LayerSpecification[] = [
  { id: 'own-fill', type: 'fill', source: 'own', filter: ['==', ['get', 'what'], 'plot'], paint: { 'fill-color': COLOURS.plot, 'fill-opacity': 0.8 } },
  { id: 'own-outline', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'plot'], paint: { 'line-color': COLOURS.plotLine, 'line-width': 2 } },
  { id: 'own-line', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'segment'], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': COLOURS.own, 'line-width': width(3, 8) } },
  { id: 'own-cells', type: 'circle', source: 'own', filter: ['==', ['get', 'what'], 'cell'], paint: { 'circle-color': COLOURS.cell, 'circle-opacity': CELL_OPACITY, 'circle-radius': width(2, 12) } },
  { id: 'own-seen', type: 'circle', source: 'own', filter: ['==', ['get', 'what'], 'station'], paint: { 'circle-color': COLOURS.walked, 'circle-radius': width(1, 6), 'circle-stroke-color': COLOURS.own, 'circle-stroke-width': 2 } },
  { id: 'aim', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'aim'], paint: { 'line-color': COLOURS.aim, 'line-width': 4 } },
  { id: 'aim-point', type: 'circle', source: 'own', filter: ['==', ['get', 'what'], 'aim-point'], paint: { 'circle-radius': 13, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': COLOURS.aim, 'circle-stroke-width': 4 } },
]

const walked: LayerSpecification[] = [
  { id: 'gaps', type: 'line', source: 'track', filter: ['get', 'gap'], paint: { 'line-color': COLOURS.track, 'line-width': 2, 'line-dasharray': [2, 3] } },
  { id: 'casing', type: 'line', source: 'track', filter: ['!', ['get', 'gap']], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': COLOURS.casing, 'line-width': 6 } },
  { id: 'track', type: 'line', source: 'track', filter: ['!', ['get', 'gap']], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': COLOURS.track, 'line-width': 3 } },
  { id: 'around', type: 'fill', source: 'here', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': COLOURS.here, 'fill-opacity': 0.14 } },
  { id: 'here', type: 'circle', source: 'here', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 9, 'circle-color': COLOURS.here, 'circle-stroke-color': COLOURS.casing, 'circle-stroke-width': 3 } },
]

const names: LayerSpecification[] = (
  [
    ['village', 11, 18],
    ['township', 9, 20],
    ['county', 7, 22],
  ] as const
).map(([each, minzoom, size]) => ({
  id: `name-${each}`,
  type: 'symbol',
  source: 'pack',
  'source-layer': 'places',
  filter: level(each),
  minzoom,
  layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': size },
  paint: { 'text-color': COLOURS.words, 'text-halo-color': COLOURS.casing, 'text-halo-width': 2 },
}))
