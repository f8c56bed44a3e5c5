import { effect, signal } from '@preact/signals'
import type { Map as Maplibre, MapGeoJSONFeature, MapMouseEvent, PointLike } from 'maplibre-gl'
import { selected, show, tab } from '../picture'

const REACH_PX = 6
const TOUCH_REACH_PX = 14

/** What the pointer is over: the layer, the feature's own attributes and where on the map. */
export interface Pointed {
  layer: 'segments' | 'plots' | 'issues' | 'tracks'
  properties: Record<string, unknown>
  x: number
  y: number
}

export const pointed = signal<Pointed | null>(null)

const main = () => (tab.value === 'forest' ? 'plots' : 'segments')

function under(map: Maplibre, { x, y }: { x: number; y: number }, reach: number): MapGeoJSONFeature | undefined {
  const square: [PointLike, PointLike] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ]
  const layers = ['issues', main(), 'tracks'].filter((layer) => map.getLayoutProperty(layer, 'visibility') !== 'none')
  const exact = main() === 'plots' ? map.queryRenderedFeatures([x, y], { layers: ['plots'] })[0] : undefined
  const near = map.queryRenderedFeatures(square, { layers: layers.filter((layer) => layer !== 'plots') })
  return near.find(({ layer }) => layer.id === 'issues') ?? near.find(({ layer }) => layer.id === main()) ?? exact ?? near[0]
}

/** Hovering tells, clicking selects; the selected feature is lit. */
export function followPointer(map: Maplibre, stops: (() => void)[]): void {
  let lit: string | null = null
  function light(code: string | null) {
    if (code === lit) return
    if (lit) map.setFeatureState({ source: main(), sourceLayer: main(), id: lit }, { hover: false })
    if (code) map.setFeatureState({ source: main(), sourceLayer: main(), id: code }, { hover: true })
    lit = code
  }

  function hover({ point }: MapMouseEvent) {
    const feature = under(map, point, REACH_PX)
    map.getCanvas().style.cursor = feature ? 'pointer' : ''
    const layer = feature?.layer.id as Pointed['layer'] | undefined
    light(layer === main() ? String(feature!.properties.code) : null)
    pointed.value = feature && layer ? { layer, properties: feature.properties, x: point.x, y: point.y } : null
  }

  function leave() {
    light(null)
    pointed.value = null
  }

  map.on('mousemove', hover)
  map.on('mouseout', leave)
  map.on('movestart', leave)
  map.on('click', ({ point, originalEvent }) => {
    const touch = (originalEvent as PointerEvent).pointerType === 'touch'
    const feature = under(map, point, touch ? TOUCH_REACH_PX : REACH_PX)
    if (feature?.layer.id === main()) show({ selected: String(feature.properties.code) })
    else if (!feature) show({ selected: null })
    else pointed.value = { layer: feature.layer.id as Pointed['layer'], properties: feature.properties, x: point.x, y: point.y }
  })

  stops.push(
    effect(() => {
      const [layer, code] = [main(), selected.value]
      if (!code) return
      map.setFeatureState({ source: layer, sourceLayer: layer, id: code }, { selected: true })
      return () => map.removeFeatureState({ source: layer, sourceLayer: layer, id: code }, 'selected')
    }),
    leave,
  )
}
