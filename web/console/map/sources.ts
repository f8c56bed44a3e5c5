import type { VectorTileSource, VectorSourceSpecification } from 'maplibre-gl'
import type { Period } from '../../shared/days'
import { division, period } from '../picture'
import { layerQuery } from './asking'

/** The published layers the console draws, in the order in which they are asked for. `divisions` stands still; the others are of a period and
 * a division. */
export const TILED = ['segments', 'plots', 'divisions', 'stretches', 'effort', 'tracks', 'issues'] as const
export type Tiled = (typeof TILED)[number]

const DEEPEST_TILE = 14

/** What a layer is asked for: the days, the division on screen, whose patrols. Divisions and open issues are of no period. */
export function layerAsked(layer: Tiled | 'photos', days: Period | null): URLSearchParams {
  const asked = new URLSearchParams()
  if (layer === 'divisions') return asked
  if (division.value) asked.set('division', division.value)
  if (layer === 'issues') return asked
  if (days) asked.set('datetime', `${days.from}/${days.to}`)
  for (const [name, value] of layerQuery.value) asked.set(name, value)
  return asked
}

/** The tile address of a layer for these days and what else is on screen. */
export function tileAddress(layer: Tiled, days: Period | null = period.value): string {
  const asked = layerAsked(layer, days)
  const query = asked.size ? `?${asked}` : ''
  return `${location.origin}/ogc/collections/${layer}/tiles/WebMercatorQuad/{z}/{y}/{x}${query}`
}

/** Stretches are many to a segment: their own numbers stay their ids. */
const OWN_ID: readonly Tiled[] = ['stretches', 'effort']

export function vectorSource(layer: Tiled, days: Period | null = period.value): VectorSourceSpecification {
  const named = OWN_ID.includes(layer) ? {} : { promoteId: { [layer]: 'code' } }
  return { type: 'vector', tiles: [tileAddress(layer, days)], minzoom: 5, maxzoom: DEEPEST_TILE, ...named }
}

/** Points a source at the tiles of what is now on screen; the old ones stay until the new ones are there. */
export function retile(source: VectorTileSource, layer: Tiled, days: Period | null = period.value): void {
  const address = tileAddress(layer, days)
  if (source.tiles?.[0] !== address) source.setTiles([address])
}
