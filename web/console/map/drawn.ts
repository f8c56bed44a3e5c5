import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { BoardId } from '../boards'

/** Groups of layers that the reader switches on and off. */
export type Switch = 'stretches' | 'effort' | 'tracks' | 'photos' | 'issues' | 'divisions' | 'ground'

/** A layer of the map with what decides whether it is drawn: its switch, the tab it belongs to, and whether
 * it makes room for the county's own base map. */
export type Drawn = LayerSpecification & { metadata?: { switch?: Switch; tab?: BoardId; unbased?: true } }

type Width = number | ExpressionSpecification

/** A width that grows with the zoom level, from the county at a glance to a single bend. */
export function width(county: Width, township: Width, bend: Width): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 8, county, 12, township, 16, bend]
}

/** Features of the divisions layer of one level. */
export const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name]
