import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Pack } from '../pack/shapes'

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
  return { version: 8, sources, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f3f6f0' } }, ...under, ...land(base === undefined), ...own, ...walked, ...names] }
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
  { id: 'own-fill', type: 'fill', source: 'own', filter: ['==', ['get', 'what'], 'plot'], paint: { 'fill-color': '#b7dcc3', 'fill-opacity': 0.8 } },
  { id: 'own-outline', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'plot'], paint: { 'line-color': '#3c8a5e', 'line-width': 2 } },
  { id: 'own-line', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'segment'], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': '#2f7fd0', 'line-width': width(2, 7) } },
  { id: 'own-seen', type: 'circle', source: 'own', filter: ['==', ['get', 'what'], 'seen'], paint: { 'circle-color': '#0a7d55', 'circle-radius': width(2, 8) } },
  { id: 'aim', type: 'line', source: 'own', filter: ['==', ['get', 'what'], 'aim'], paint: { 'line-color': '#7a2ea0', 'line-width': 4 } },
  { id: 'aim-point', type: 'circle', source: 'own', filter: ['==', ['get', 'what'], 'aim-point'], paint: { 'circle-radius': 13, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': '#7a2ea0', 'circle-stroke-width': 4 } },
]

const walked: LayerSpecification[] = [
  { id: 'gaps', type: 'line', source: 'track', filter: ['get', 'gap'], paint: { 'line-color': '#b3261e', 'line-width': 2, 'line-dasharray': [2, 3] } },
  { id: 'track', type: 'line', source: 'track', filter: ['!', ['get', 'gap']], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': '#b3261e', 'line-width': 3 } },
  { id: 'around', type: 'fill', source: 'here', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#0d3b33', 'fill-opacity': 0.14 } },
  { id: 'here', type: 'circle', source: 'here', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 9, 'circle-color': '#0d3b33', 'circle-stroke-color': '#fff', 'circle-stroke-width': 3 } },
]

const names: LayerSpecification[] = (
  [
    ['village', 11, 14],
    ['township', 9, 17],
    ['county', 7, 20],
  ] as const
).map(([each, minzoom, size]) => ({
  id: `name-${each}`,
  type: 'symbol',
  source: 'pack',
  'source-layer': 'places',
  filter: level(each),
  minzoom,
  layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': size },
  paint: { 'text-color': '#15211d', 'text-halo-color': '#fff', 'text-halo-width': 2 },
}))
