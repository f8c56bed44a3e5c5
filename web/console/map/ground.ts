import type { ExpressionSpecification } from 'maplibre-gl'
import { level, width, type Drawn } from './drawn'
import { COLOURS, FONT, FONT_BOLD } from './palette'

/** What lies under the figures: the county's own land, forest and water, since there may be no base map. Edges are drawn by the borders
 * above: smoothed once more, each would take a program of its own to draw. */
export const ground: Drawn[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': COLOURS.ground } },
  { id: 'county', type: 'fill', source: 'divisions', 'source-layer': 'divisions', filter: level('county'), paint: { 'fill-color': COLOURS.county, 'fill-antialias': false }, metadata: { unbased: true } },
  {
    id: 'townships',
    type: 'fill',
    source: 'divisions',
    'source-layer': 'divisions',
    filter: level('township'),
    paint: { 'fill-color': ['case', ['==', ['%', ['to-number', ['slice', ['get', 'code'], 8, 9]], 2], 0], COLOURS.township, COLOURS.county], 'fill-antialias': false },
    metadata: { switch: 'divisions', unbased: true },
  },
  {
    id: 'forest-ground',
    type: 'fill',
    source: 'plots',
    'source-layer': 'plots',
    paint: { 'fill-color': COLOURS.forest, 'fill-opacity': 0.75, 'fill-antialias': false },
    metadata: { switch: 'ground', tab: 'rivers', unbased: true },
  },
  {
    id: 'water-ground',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': COLOURS.water, 'line-width': width(0.8, 2, 5) },
    metadata: { switch: 'ground', tab: 'forest', unbased: true },
  },
]

/** Everything outside the division looked at, set back; `engine` keeps its filter. */
export const outside: Drawn = {
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

export const borders: Drawn[] = [
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

const label = { 'text-color': COLOURS.ink, 'text-halo-color': COLOURS.halo, 'text-halo-width': 1.6 } as const

export const names: Drawn[] = [
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
