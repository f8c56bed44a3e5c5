import { effect, signal } from '@preact/signals'
import type { GeoJSONSource, Map as Maplibre, MapGeoJSONFeature } from 'maplibre-gl'
import type { Day } from '../../shared/days'
import { load } from '../../shared/load'
import { period } from '../picture'
import { session, whenOut } from '../session'
import { shown } from './shown'
import { BY_READER } from './camera'
import { layerAsked } from './sources'

/** What a pin knows of its photo. */
export interface Pinned {
  sha256: string
  officer: string
  patrolled_on: Day
}

const MOST = 10_000
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const LEAVES = 60
const STILL_APART = 16

interface Found extends GeoJSON.FeatureCollection<GeoJSON.Point, Pinned> {
  numberMatched: number
}

/** Where photos were taken in the period, by whom; fetched while they are on the map. */
export const photos = load(
  () => {
    if (session.value.state !== 'in' || !shown.value.photos) return null
    const asked = layerAsked('photos', period.value)
    asked.set('limit', String(MOST))
    asked.set('properties', 'sha256,officer,patrolled_on')
    asked.set('sortby', '-taken_at')
    return `/ogc/collections/photos/items?${asked}`
  },
  async (path, signal) => {
    const answer = await fetch(path, { signal })
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    return (await answer.json()) as Found
  },
)
whenOut(photos.forget)

/** The photos that a click opened, and which of them is looked at. */
export const opened = signal<{ photos: readonly Pinned[]; at: number } | null>(null)
whenOut(() => (opened.value = null))

export function followPhotos(map: Maplibre, stops: (() => void)[]): void {
  stops.push(
    effect(() => {
      const found = shown.value.photos ? photos.data.value : null
      void (map.getSource('photos') as GeoJSONSource).setData(found ?? NOTHING)
      if (!shown.value.photos) opened.value = null
    }),
  )
}

/** A pin opens its photo; a cluster comes apart, or where it cannot, opens all of its photos. */
export async function openPhotos(map: Maplibre, feature: MapGeoJSONFeature): Promise<void> {
  if (feature.layer.id === 'photos') {
    opened.value = { photos: [feature.properties as Pinned], at: 0 }
    return
  }
  const source = map.getSource('photos') as GeoJSONSource
  const id = Number(feature.properties.cluster_id)
  const zoom = await source.getClusterExpansionZoom(id)
  if (zoom <= STILL_APART && zoom > map.getZoom()) {
    map.easeTo({ center: (feature.geometry as GeoJSON.Point).coordinates as [number, number], zoom }, BY_READER)
    return
  }
  const leaves = await source.getClusterLeaves(id, LEAVES, 0)
  opened.value = { photos: leaves.map(({ properties }) => properties as Pinned), at: 0 }
}
