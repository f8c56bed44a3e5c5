import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as Maplibre, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { level, width } from '../map/drawn'
import { painted, shadesOf } from '../map/themes'
import { key } from './keeping'
import type { Figures } from './wire'

setWorkerUrl(workerUrl)

/** The classes of the console's map in colours that stand out from the dark; `wall.css` repeats them. */
const RIVERS_ON_DARK = ['#ff5a4d', '#ffa64d', '#8ccbf0', '#3f8ae0']
const FOREST_ON_DARK = ['#b5583a', '#d9a24c', '#74c3a4', '#1f9a75']
const onDark = (colours: readonly string[], forest: boolean) => painted(shadesOf('share', forest).map((shade, at) => ({ ...shade, colour: colours[at]! })))

const DEEPEST_TILE = 14

function style({ division, from, day }: Figures): StyleSpecification {
  const source = (layer: string, query: string) => ({
    type: 'vector' as const,
    tiles: [`${location.origin}/ogc/collections/${layer}/tiles/WebMercatorQuad/{z}/{y}/{x}${query}`],
    minzoom: 5,
    maxzoom: DEEPEST_TILE,
  })
  const walked = `?division=${division.code}&datetime=${from}/${day}`
  const of = (name: string) => ({ source: name, 'source-layer': name })
  return {
    version: 8,
    sources: { divisions: source('divisions', ''), plots: source('plots', walked), segments: source('segments', walked) },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#0b1517' } },
      { id: 'county', type: 'fill', ...of('divisions'), filter: level('county'), paint: { 'fill-color': '#13262a', 'fill-antialias': false } },
      { id: 'plots', type: 'fill', ...of('plots'), paint: { 'fill-color': onDark(FOREST_ON_DARK, true), 'fill-opacity': 0.62, 'fill-antialias': false } },
      { id: 'towns', type: 'line', ...of('divisions'), filter: level('township'), paint: { 'line-color': '#3d5a60', 'line-width': 1.4 } },
      { id: 'border', type: 'line', ...of('divisions'), filter: level('county'), paint: { 'line-color': '#86a7ac', 'line-width': 2.5 } },
      {
        id: 'casing',
        type: 'line',
        ...of('segments'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': '#0b1517', 'line-width': width(6, 8, 12) },
      },
      {
        id: 'segments',
        type: 'line',
        ...of('segments'),
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': onDark(RIVERS_ON_DARK, false), 'line-width': width(4, 6, 9) },
      },
    ],
  }
}

/** A dark map of the figures' division that nobody moves; its tiles are asked for with the screen's token. */
export function mount(container: HTMLElement, figures: Figures): () => void {
  const { bbox } = figures.division
  const map = new Maplibre({
    container,
    style: style(figures),
    ...(bbox ? { bounds: bbox, fitBoundsOptions: { padding: 40 } } : { center: [105, 34] as [number, number], zoom: 4 }),
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    transformRequest: (url) => ({ url, headers: { Authorization: `Bearer ${key}` } }),
  })
  map.on('error', () => undefined)
  map.on('idle', () => (container.dataset.painted = 'true'))
  return () => map.remove()
}
