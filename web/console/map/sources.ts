import type { VectorTileSource, VectorSourceSpecification } from 'maplibre-gl'
import { period, division } from '../picture'

/** The published layers the console draws. `divisions` stands still; the others are of a period and a division. */
export const TILED = ['divisions', 'plots', 'segments', 'stretches', 'tracks', 'issues'] as const
export type Tiled = (typeof TILED)[number]

const DEEPEST_TILE = 14

/** The tile address of a layer for the period and division on screen. */
export function tileAddress(layer: Tiled): string {
  const asked = new URLSearchParams()
  const days = period.value
  if (layer !== 'divisions') {
    if (days && layer !== 'issues') asked.set('datetime', `${days.from}/${days.to}`)
    if (division.value) asked.set('division', division.value)
  }
  const query = asked.size ? `?${asked}` : ''
  return `${location.origin}/ogc/collections/${layer}/tiles/WebMercatorQuad/{z}/{y}/{x}${query}`
}

export function vectorSource(layer: Tiled): VectorSourceSpecification {
  return { type: 'vector', tiles: [tileAddress(layer)], minzoom: 5, maxzoom: DEEPEST_TILE, promoteId: { [layer]: 'code' } }
}

/** Points a source at the tiles of what is now on screen; the old ones stay until the new ones are there. */
export function retile(source: VectorTileSource, layer: Tiled): void {
  const address = tileAddress(layer)
  if (source.tiles?.[0] !== address) source.setTiles([address])
}
