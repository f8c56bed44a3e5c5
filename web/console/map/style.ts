import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Tab } from '../picture'
import { COLOURS, FONT, FONT_BOLD, FOREST_CLASSES, RIVER_CLASSES } from './palette'
import { TILED, vectorSource } from './sources'

/** Groups of layers that the reader switches on and off. */
export type Switch = 'stretches' | 'tracks' | 'issues' | 'divisions' | 'ground'

type Drawn = LayerSpecification & { metadata?: { switch?: Switch; tab?: Tab } }

const SHARE: ExpressionSpecification = ['coalesce', ['get', 'share'], 0]

function classed([none, low, middle, high]: readonly [string, string, string, string]): ExpressionSpecification {
  return ['case', ['<=', SHARE, 0], none, ['<', SHARE, 0.5], low, ['<', SHARE, 0.8], middle, high]
}

/** A width that grows with the zoom level, from the county at a glance to a single bend. */
function width(county: number, township: number, bend: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 8, county, 12, township, 16, bend]
}

const LIT: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'selected'], false], 1, ['boolean', ['feature-state', 'hover'], false], 0.45, 0]
const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name]

const ground: Drawn[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': COLOURS.ground } },
  { id: 'county', type: 'fill', source: 'divisions', 'source-layer': 'divisions', filter: level('county'), paint: { 'fill-color': COLOURS.county } },
  {
    id: 'townships',
    type: 'fill',
    source: 'divisions',
    'source-layer': 'divisions',
    filter: level('township'),
    paint: { 'fill-color': ['case', ['==', ['%', ['to-number', ['slice', ['get', 'code'], 8, 9]], 2], 0], COLOURS.township, COLOURS.county] },
    metadata: { switch: 'divisions' },
  },
  {
    id: 'forest-ground',
    type: 'fill',
    source: 'plots',
    'source-layer': 'plots',
    paint: { 'fill-color': COLOURS.forest, 'fill-opacity': 0.75, 'fill-antialias': false },
    metadata: { switch: 'ground', tab: 'rivers' },
  },
  {
    id: 'water-ground',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': COLOURS.water, 'line-width': width(0.8, 2, 5) },
    metadata: { switch: 'ground', tab: 'forest' },
  },
]

/** Everything outside the division looked at, set back; `engine` keeps its filter. */
const outside: Drawn = {
  id: 'outside',
  type: 'fill',
  source: 'divisions',
  'source-layer': 'divisions',
  filter: ['boolean', false],
  paint: { 'fill-color': COLOURS.ground, 'fill-opacity': 0.8, 'fill-antialias': false },
}

/** The divisions beside the one looked at; none for a county. */
export function outsideOf(code: string, its: string): ExpressionSpecification {
  return its === 'county' ? ['boolean', false] : ['all', level(its), ['!=', ['get', 'code'], code]]
}

const borders: Drawn[] = [
  {
    id: 'village-border',
    type: 'line',
    source: 'divisions',
    'source-layer': 'divisions',
    filter: level('village'),
    minzoom: 11,
    paint: { 'line-color': COLOURS.border, 'line-width': 0.6, 'line-dasharray': [2, 2], 'line-opacity': 0.8 },
    metadata: { switch: 'divisions' },
  },
  {
    id: 'township-border',
    type: 'line',
    source: 'divisions',
    'source-layer': 'divisions',
    filter: level('township'),
    paint: { 'line-color': COLOURS.border, 'line-width': width(0.8, 1.2, 1.8) },
    metadata: { switch: 'divisions' },
  },
  {
    id: 'county-border',
    type: 'line',
    source: 'divisions',
    'source-layer': 'divisions',
    filter: level('county'),
    paint: { 'line-color': COLOURS.borderStrong, 'line-width': width(1.4, 2, 3) },
  },
]

const plots: Drawn[] = [
  {
    id: 'plots',
    type: 'fill',
    source: 'plots',
    'source-layer': 'plots',
    paint: { 'fill-color': classed(FOREST_CLASSES), 'fill-opacity': 0.86 },
    metadata: { tab: 'forest' },
  },
  {
    id: 'plots-edge',
    type: 'line',
    source: 'plots',
    'source-layer': 'plots',
    minzoom: 11,
    paint: { 'line-color': COLOURS.casing, 'line-width': 0.7 },
    metadata: { tab: 'forest' },
  },
  {
    id: 'plots-lit',
    type: 'line',
    source: 'plots',
    'source-layer': 'plots',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': COLOURS.selected, 'line-width': width(2, 2.5, 3.5), 'line-opacity': LIT },
    metadata: { tab: 'forest' },
  },
]

const segments: Drawn[] = [
  {
    id: 'segments-lit',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': COLOURS.selected, 'line-width': width(7, 11, 17), 'line-opacity': LIT },
    metadata: { tab: 'rivers' },
  },
  {
    id: 'segments-casing',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': COLOURS.casing, 'line-width': width(3, 6.5, 11) },
    metadata: { tab: 'rivers' },
  },
  {
    id: 'segments',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': ['-', 1, SHARE] },
    paint: { 'line-color': classed(RIVER_CLASSES), 'line-width': width(1.8, 4.2, 8) },
    metadata: { tab: 'rivers' },
  },
  {
    id: 'stretches',
    type: 'line',
    source: 'stretches',
    'source-layer': 'stretches',
    filter: ['==', ['get', 'covered'], false],
    paint: { 'line-color': COLOURS.uncovered, 'line-width': width(1.2, 2.4, 4), 'line-dasharray': [2.2, 1.4] },
    metadata: { switch: 'stretches', tab: 'rivers' },
  },
]

const overlays: Drawn[] = [
  {
    id: 'tracks',
    type: 'line',
    source: 'tracks',
    'source-layer': 'tracks',
    layout: { 'line-join': 'round', visibility: 'none' },
    paint: { 'line-color': COLOURS.track, 'line-width': width(0.8, 1.4, 2.2), 'line-opacity': 0.75 },
    metadata: { switch: 'tracks' },
  },
  {
    id: 'issues',
    type: 'circle',
    source: 'issues',
    'source-layer': 'issues',
    filter: ['==', ['get', 'open'], true],
    paint: {
      'circle-radius': width(2.8, 5, 8),
      'circle-color': COLOURS.issue,
      'circle-stroke-color': COLOURS.issueLine,
      'circle-stroke-width': 1.2,
    },
    metadata: { switch: 'issues' },
  },
]

const label = { 'text-color': COLOURS.ink, 'text-halo-color': COLOURS.halo, 'text-halo-width': 1.6 } as const

const names: Drawn[] = [
  {
    id: 'river-names',
    type: 'symbol',
    source: 'segments',
    'source-layer': 'segments',
    minzoom: 11,
    layout: {
      'symbol-placement': 'line',
      'text-field': ['coalesce', ['get', 'river'], ['get', 'name'], ''],
      'text-font': FONT,
      'text-size': 12,
      'text-letter-spacing': 0.15,
      'text-offset': [0, 1],
      'symbol-spacing': 320,
    },
    paint: { ...label, 'text-color': '#1a4f86' },
  },
  {
    id: 'village-names',
    type: 'symbol',
    source: 'places',
    filter: level('village'),
    minzoom: 12,
    layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-padding': 6 },
    paint: { ...label, 'text-color': '#52625b' },
    metadata: { switch: 'divisions' },
  },
  {
    id: 'township-names',
    type: 'symbol',
    source: 'places',
    filter: level('township'),
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT_BOLD,
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 11, 12, 15],
      'text-letter-spacing': 0.08,
      'text-padding': 2,
    },
    paint: label,
    metadata: { switch: 'divisions' },
  },
]

export const LAYERS: readonly Drawn[] = [...ground, ...plots, outside, ...borders, ...segments, ...overlays, ...names]

/** The whole map in MapLibre's terms. No base map, no glyph server, no sprite: nothing but the county's own layers. */
export function style(): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(TILED.map((layer) => [layer, vectorSource(layer)])),
      places: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [...LAYERS],
  }
}
