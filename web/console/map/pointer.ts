import { effect, signal } from '@preact/signals'
import type { Map as Maplibre, MapGeoJSONFeature, MapMouseEvent, PointLike } from 'maplibre-gl'
import { selected, tab } from '../picture'
import { choose, stretch } from './asking'
import { openPhotos } from './photos'
import { measuring } from './tools'

const REACH_PX = 6
const TOUCH_REACH_PX = 14

/** What the pointer is over: the layer, the feature's own attributes and where on the map. */
export interface Pointed {
  layer: 'segments' | 'plots' | 'issues' | 'tracks' | 'effort' | 'photos' | 'photo-clusters'
  properties: Record<string, unknown>
  x: number
  y: number
}

export const pointed = signal<Pointed | null>(null)

const PINS = ['photos', 'photo-clusters']

const main = () => (tab.value === 'forest' ? 'plots' : 'segments')

function under(map: Maplibre, { x, y }: { x: number; y: number }, reach: number): MapGeoJSONFeature | undefined {
  const square: [PointLike, PointLike] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ]
  const layers = [...PINS, 'issues', main(), 'tracks'].filter((layer) => map.getLayoutProperty(layer, 'visibility') !== 'none')
  const exact = main() === 'plots' ? map.queryRenderedFeatures([x, y], { layers: ['plots'] })[0] : undefined
  const near = map.queryRenderedFeatures(square, { layers: layers.filter((layer) => layer !== 'plots') })
  const pin = near.find(({ layer }) => PINS.includes(layer.id)) ?? near.find(({ layer }) => layer.id === 'issues')
  return pin ?? near.find(({ layer }) => layer.id === main()) ?? exact ?? near[0] ?? cell(map, x, y)
}

function cell(map: Maplibre, x: number, y: number): MapGeoJSONFeature | undefined {
  return map.getLayoutProperty('effort', 'visibility') === 'none' ? undefined : map.queryRenderedFeatures([x, y], { layers: ['effort'] })[0]
}

/** The stretch that nobody walked under a place on a segment. */
function stretchUnder(map: Maplibre, { x, y }: { x: number; y: number }, reach: number, code: string): number | null {
  const square: [PointLike, PointLike] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ]
  const found = map.queryRenderedFeatures(square, { layers: ['stretches'] }).find(({ properties }) => properties.code === code)
  return found ? Number(found.id) : null
}

/** A place of the map's canvas as one of all that lies over the map: beside another map it begins further in. */
function onScreen(map: Maplibre, { x, y }: { x: number; y: number }): { x: number; y: number } {
  const { offsetLeft, offsetTop } = map.getContainer()
  return { x: x + offsetLeft, y: y + offsetTop }
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
    if (measuring.peek()) return
    const feature = under(map, point, REACH_PX)
    map.getCanvas().style.cursor = feature ? 'pointer' : ''
    const layer = feature?.layer.id as Pointed['layer'] | undefined
    light(layer === main() ? String(feature!.properties.code) : null)
    pointed.value = feature && layer ? { layer, properties: feature.properties, ...onScreen(map, point) } : null
  }

  function leave() {
    light(null)
    pointed.value = null
  }

  map.on('mousemove', hover)
  map.on('mouseout', leave)
  map.on('movestart', leave)
  map.on('click', ({ point, originalEvent }) => {
    if (measuring.peek()) return
    const touch = (originalEvent as PointerEvent).pointerType === 'touch'
    const reach = touch ? TOUCH_REACH_PX : REACH_PX
    const feature = under(map, point, reach)
    if (feature?.layer.id === main()) {
      const code = String(feature.properties.code)
      choose(code, main() === 'segments' ? stretchUnder(map, point, reach, code) : null)
    } else if (!feature || feature.layer.id === 'effort') choose(null)
    else if (PINS.includes(feature.layer.id)) void openPhotos(map, feature)
    else pointed.value = { layer: feature.layer.id as Pointed['layer'], properties: feature.properties, ...onScreen(map, point) }
  })

  stops.push(
    effect(() => {
      const [layer, code] = [main(), selected.value]
      if (!code) return
      map.setFeatureState({ source: layer, sourceLayer: layer, id: code }, { selected: true })
      return () => map.removeFeatureState({ source: layer, sourceLayer: layer, id: code }, 'selected')
    }),
    effect(() => {
      const id = stretch.value
      if (!id) return
      map.setFeatureState({ source: 'stretches', sourceLayer: 'stretches', id }, { selected: true })
      return () => map.removeFeatureState({ source: 'stretches', sourceLayer: 'stretches', id }, 'selected')
    }),
    leave,
  )
}
