import type { LayerSpecification, Map as Maplibre, SourceSpecification } from 'maplibre-gl'
import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { session, whenOut } from '../session'
import { width } from './drawn'
import { COLOURS } from './palette'

interface BaseLayer {
  kind: 'raster' | 'vector'
  tiles: string
  min_zoom: number
  max_zoom: number
  layers: readonly string[]
}

interface BaseMap {
  layers: readonly BaseLayer[]
  attribution: string
  approval: string | null
}

const told = load(
  () => (session.value.state === 'in' ? 'base-map' : null),
  (path, abort) => call<BaseMap>(path, { abort }),
)
whenOut(told.forget)

/** Whether the county has a base map of its own; the system's land, forest and water then make room for it. */
export const based = computed(() => (told.data.value?.layers.length ?? 0) > 0)

/** The number of the map's approval 审图号, where the settings have one. */
export const approval = computed(() => told.data.value?.approval ?? '')

/** Who the base map is from, in plain words: files bring markup. */
export const attribution = computed(() => (told.data.value?.attribution ?? '').replace(/<[^>]*>/g, '').trim())

const PREFIX = 'base-'
export const isBase = (id: string) => id.startsWith(PREFIX)

/** Lays the base map under all figures, once it is known; a new one takes the place of the old. */
export function followBase(map: Maplibre): void {
  const layers = told.data.value?.layers ?? []
  for (const { id } of map.getStyle().layers.filter(({ id }) => isBase(id))) map.removeLayer(id)
  for (const id of Object.keys(map.getStyle().sources).filter(isBase)) map.removeSource(id)
  layers.forEach((each, at) => {
    const id = `${PREFIX}${at}`
    map.addSource(id, sourceOf(each))
    for (const layer of drawnOf(id, each)) map.addLayer(layer, 'county')
  })
}

function sourceOf({ kind, tiles, min_zoom, max_zoom }: BaseLayer): SourceSpecification {
  const common = { tiles: [tiles.startsWith('/') ? location.origin + tiles : tiles], minzoom: min_zoom, maxzoom: max_zoom }
  return kind === 'raster' ? { type: 'raster', tileSize: 256, ...common } : { type: 'vector', ...common }
}

/** Rasters a little paler than they are, so that the figures stand out; of vector layers nobody knows the colours. */
function drawnOf(id: string, { kind, layers }: BaseLayer): LayerSpecification[] {
  if (kind === 'raster') return [{ id, type: 'raster', source: id, paint: { 'raster-saturation': -0.35, 'raster-opacity': 0.85, 'raster-fade-duration': 0 } }]
  return layers.flatMap((name): LayerSpecification[] => {
    const common = { source: id, 'source-layer': name } as const
    return [
      { id: `${id}-${name}-fill`, type: 'fill', ...common, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': COLOURS.township, 'fill-opacity': 0.8 } },
      { id: `${id}-${name}-line`, type: 'line', ...common, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': COLOURS.border, 'line-width': width(0.5, 1, 2.4) } },
    ]
  })
}
