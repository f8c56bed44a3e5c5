import type { StyleSpecification } from 'maplibre-gl'
import type { Period } from '../../shared/days'
import type { Drawn } from './drawn'
import { effort, overlays, plots, segments } from './figures'
import { borders, ground, names, outside } from './ground'
import { TILED, vectorSource } from './sources'

/** Every layer from the bottom up. */
export const LAYERS: readonly Drawn[] = [...ground, ...effort, ...plots, outside, ...borders, ...segments, ...overlays, ...names]

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** The whole map in MapLibre's terms. No base map, no glyph server, no sprite: nothing but the county's own layers. */
export function style(days: Period | null): StyleSpecification {
  return {
    version: 8,
    // A change of colours is one frame, not a third of a second of them.
    transition: { duration: 0, delay: 0 },
    sources: {
      ...Object.fromEntries(TILED.map((layer) => [layer, vectorSource(layer, days)])),
      places: { type: 'geojson', data: NOTHING },
      photos: { type: 'geojson', data: NOTHING, cluster: true, clusterRadius: 42, clusterMaxZoom: 16 },
    },
    layers: [...LAYERS],
  }
}
