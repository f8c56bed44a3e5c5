import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { COLOURS, FONT_BOLD } from '../map/palette'
import { placeAt, trail, type Track } from './tracks'

const TRAIL_S = 900
const SOURCES = ['playback-lines', 'playback-trails', 'playback-heads'] as const
const LAYERS = ['playback-lines', 'playback-trails', 'playback-heads', 'playback-names'] as const
const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

/** Adds what playback draws on top of the map: whole ways faintly, the last quarter of an hour, and heads with names. */
export function begin(map: Maplibre): void {
  for (const id of SOURCES) if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: NOTHING })
  if (map.getLayer('playback-lines')) return
  map.addLayer({ id: 'playback-lines', type: 'line', source: 'playback-lines', layout: ROUND, paint: { 'line-color': COLOURS.track, 'line-width': 1.2, 'line-opacity': 0.3 } })
  map.addLayer({ id: 'playback-trails', type: 'line', source: 'playback-trails', layout: ROUND, paint: { 'line-color': COLOURS.track, 'line-width': 3.5, 'line-opacity': 0.85 } })
  map.addLayer({
    id: 'playback-heads',
    type: 'circle',
    source: 'playback-heads',
    paint: { 'circle-radius': 6, 'circle-color': COLOURS.track, 'circle-stroke-color': COLOURS.halo, 'circle-stroke-width': 2 },
  })
  map.addLayer({
    id: 'playback-names',
    type: 'symbol',
    source: 'playback-heads',
    minzoom: 10,
    layout: { 'text-field': ['get', 'name'], 'text-font': FONT_BOLD, 'text-size': 12, 'text-offset': [0, -1.1], 'text-anchor': 'bottom' },
    paint: { 'text-color': COLOURS.ink, 'text-halo-color': COLOURS.halo, 'text-halo-width': 1.6 },
  })
}

export function end(map: Maplibre): void {
  for (const id of LAYERS) if (map.getLayer(id)) map.removeLayer(id)
  for (const id of SOURCES) if (map.getSource(id)) map.removeSource(id)
}

function put(map: Maplibre, id: (typeof SOURCES)[number], features: GeoJSON.Feature[]): void {
  void (map.getSource(id) as GeoJSONSource | undefined)?.setData({ type: 'FeatureCollection', features })
}

/** The whole ways of all tracks. */
export function drawWays(map: Maplibre, tracks: readonly Track[]): void {
  put(
    map,
    'playback-lines',
    tracks.flatMap(({ pieces }) => pieces.map(({ lon, lat }) => line(Array.from(lon, (x, at) => [x, lat[at]!])))),
  )
}

/** Everybody at a second of the day; how many were out. */
export function drawMoment(map: Maplibre, tracks: readonly Track[], second: number): number {
  const heads: GeoJSON.Feature[] = []
  const trails: GeoJSON.Feature[] = []
  for (const track of tracks) {
    if (second < track.from || second - TRAIL_S > track.to) continue
    for (const way of trail(track, second - TRAIL_S, second)) trails.push(line(way))
    const at = placeAt(track, second)
    if (at) heads.push({ type: 'Feature', properties: { name: track.officer.name }, geometry: { type: 'Point', coordinates: at } })
  }
  put(map, 'playback-trails', trails)
  put(map, 'playback-heads', heads)
  return heads.length
}

function line(coordinates: number[][]): GeoJSON.Feature {
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }
}
