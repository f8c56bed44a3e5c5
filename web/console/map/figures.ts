import type { ExpressionSpecification } from 'maplibre-gl'
import { width, type Drawn } from './drawn'
import { COLOURS, FOREST_CLASSES, RIVER_CLASSES } from './palette'

const SHARE: ExpressionSpecification = ['coalesce', ['get', 'share'], 0]

function classed([none, low, middle, high]: readonly [string, string, string, string]): ExpressionSpecification {
  return ['case', ['<=', SHARE, 0], none, ['<', SHARE, 0.5], low, ['<', SHARE, 0.8], middle, high]
}

const LIT: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'selected'], false], 1, ['boolean', ['feature-state', 'hover'], false], 0.45, 0]
export const plots: Drawn[] = [
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

export const segments: Drawn[] = [
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
]
