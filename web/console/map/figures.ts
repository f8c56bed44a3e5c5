import type { ExpressionSpecification } from 'maplibre-gl'
import { width, type Drawn } from './drawn'
import { effortColour, limitsOf } from './effort'
import { COLOURS, FONT_BOLD } from './palette'
import { painted, shadesOf, urgency } from './themes'

const SELECTED: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const HOVERED: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false]
const LIT: ExpressionSpecification = ['case', SELECTED, 1, HOVERED, 0.45, 0]

/** The width of a glow around what is selected or under the pointer. All others have none: an invisible line costs as much to draw. */
function glow(...widths: [county: number, township: number, bend: number]): ExpressionSpecification {
  const [county, township, bend] = widths.map((each): ExpressionSpecification => ['case', ['any', SELECTED, HOVERED], each, 0])
  return width(county!, township!, bend!)
}

export const plots: Drawn[] = [
  {
    id: 'plots',
    type: 'fill',
    source: 'plots',
    'source-layer': 'plots',
    paint: { 'fill-color': painted(shadesOf('share', true)), 'fill-opacity': 0.86 },
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
    paint: { 'line-color': COLOURS.selected, 'line-width': glow(2, 2.5, 3.5), 'line-opacity': LIT },
    metadata: { tab: 'forest' },
  },
]

export const segments: Drawn[] = [
  {
    id: 'segments-lit',
    type: 'line',
    source: 'segments',
    'source-layer': 'segments',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': COLOURS.selected, 'line-width': glow(7, 11, 17), 'line-opacity': LIT },
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
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': urgency('share') },
    paint: { 'line-color': painted(shadesOf('share', false)), 'line-width': width(1.8, 4.2, 8) },
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
  {
    id: 'stretches-lit',
    type: 'line',
    source: 'stretches',
    'source-layer': 'stretches',
    filter: ['==', ['get', 'covered'], false],
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': COLOURS.stretch, 'line-width': glow(4, 7, 11), 'line-opacity': LIT },
    metadata: { tab: 'rivers' },
  },
]

/** Hours or patrols by cell, under rivers and plots. */
export const effort: Drawn[] = [
  {
    id: 'effort',
    type: 'fill',
    source: 'effort',
    'source-layer': 'effort',
    paint: { 'fill-color': effortColour('hours', limitsOf('hours', null)), 'fill-opacity': 0.78, 'fill-antialias': false },
    metadata: { switch: 'effort' },
  },
  {
    id: 'effort-edge',
    type: 'line',
    source: 'effort',
    'source-layer': 'effort',
    minzoom: 11,
    paint: { 'line-color': COLOURS.casing, 'line-width': 0.6, 'line-opacity': 0.7 },
    metadata: { switch: 'effort' },
  },
]

export const overlays: Drawn[] = [
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
  {
    id: 'photo-clusters',
    type: 'circle',
    source: 'photos',
    filter: ['has', 'point_count'],
    paint: {
      'circle-radius': ['step', ['get', 'point_count'], 11, 10, 14, 100, 18],
      'circle-color': COLOURS.photo,
      'circle-stroke-color': COLOURS.halo,
      'circle-stroke-width': 2,
    },
    metadata: { switch: 'photos' },
  },
  {
    id: 'photo-counts',
    type: 'symbol',
    source: 'photos',
    filter: ['has', 'point_count'],
    layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': FONT_BOLD, 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': '#ffffff' },
    metadata: { switch: 'photos' },
  },
  {
    id: 'photos',
    type: 'circle',
    source: 'photos',
    filter: ['!', ['has', 'point_count']],
    paint: { 'circle-radius': 6, 'circle-color': COLOURS.photo, 'circle-stroke-color': COLOURS.halo, 'circle-stroke-width': 2 },
    metadata: { switch: 'photos' },
  },
]
