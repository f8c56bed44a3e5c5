import type { StyleSpecification } from 'maplibre-gl'
import type { Drawn } from './drawn'
import { overlays, plots, segments } from './figures'
import { borders, ground, names, outside } from './ground'
import { TILED, vectorSource } from './sources'

/** Every layer from the bottom up. */
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
