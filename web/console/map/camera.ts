import { effect, untracked } from '@preact/signals'
import type { LngLatBoundsLike, Map as Maplibre } from 'maplibre-gl'
import { selectedRow } from '../coverage'
import { BESIDE, parameter } from '../parameters'
import { division, selected, tab } from '../picture'
import { divisionOf, divisions } from '../session'
import { phone, sheetPixels } from '../sheet'
import { stretch } from './asking'
import { chosenStretch } from './stretches'
import type { Box } from '../wire'

const CLOSEST = 15
const MARGIN = 36
/** What the selected feature's card takes of the map: at the left, or on a phone at the top, where the legend is too. */
const CARD_PX = 312
const CONTROLS_PX = 68
const CARD_TOP_PX = 140
const LEGEND_TOP_PX = 80

const still = matchMedia('(prefers-reduced-motion: reduce)')

/** Where the reader moved the map to by hand: longitude, latitude, zoom. Nothing while it stands where division or selection put it. */
const at = parameter<string>('at', '', (written) => (viewOf(written) ? written : null), String, BESIDE)

function viewOf(written: string): { center: [number, number]; zoom: number } | null {
  const found = /^(-?\d{1,3}\.\d{1,6})_(-?\d{1,2}\.\d{1,6})_(\d{1,2}\.\d{1,2})$/.exec(written)
  const [lon, lat, zoom] = (found ?? []).slice(1).map(Number)
  return lon !== undefined && lat !== undefined && zoom !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? { center: [lon, lat], zoom } : null
}

function written(map: Maplibre): string {
  const { lng, lat } = map.getCenter()
  return `${lng.toFixed(5)}_${lat.toFixed(5)}_${map.getZoom().toFixed(2)}`
}

/** The bounds of a division, or of all that the officer may see; null where no boundary is known yet. */
export function boundsOf(code: string | null): LngLatBoundsLike | null {
  const one = divisionOf(code)?.bbox
  if (one) return corners(one)
  const boxes = divisions.value.flatMap(({ bbox }) => (bbox ? [bbox] : []))
  if (!boxes.length) return null
  return corners([
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ])
}

/** The latitude in the middle of what is looked at. */
export function middleLatitude(): number | null {
  const bounds = boundsOf(division.value) as Box | null
  return bounds ? (bounds[1] + bounds[3]) / 2 : null
}

const corners = ([west, south, east, north]: Box): LngLatBoundsLike => [west, south, east, north]

/**
 * The camera goes to the division chosen and to the feature selected, each once when it changes; the first time it stands there at once,
 * since every frame of a flight is drawn. Where the reader moved it is kept in the address, and an address that has it goes before all else.
 */
export function followCamera(map: Maplibre, stops: (() => void)[]): { whole: () => void } {
  let standing = false
  let byHand = viewOf(at.peek()) !== null

  function go(bounds: LngLatBoundsLike, card = false) {
    const narrow = phone.peek()
    const left = card && !narrow ? MARGIN + CARD_PX : MARGIN
    const top = narrow ? (card ? CARD_TOP_PX : LEGEND_TOP_PX) : MARGIN
    const padding = { top, left, right: CONTROLS_PX, bottom: MARGIN + sheetPixels.peek() }
    byHand = false
    at.set('', { quietly: true })
    map.fitBounds(bounds, { padding, maxZoom: CLOSEST, animate: standing && !still.matches, duration: 700, linear: false })
    standing = true
  }
  function whole() {
    const bounds = boundsOf(division.peek())
    if (bounds) go(bounds)
  }

  let lastDivision: string | null = byHand ? division.peek() : null
  let lastSelected: string | null = null
  // A link to a view and a selection shows the view: the selection's figures come later, and do not move it.
  let spared = byHand && selected.peek() !== null
  stops.push(
    effect(() => {
      const view = viewOf(at.value)
      if (view && at.value !== written(map)) map.jumpTo(view)
      standing ||= view !== null
      byHand = view !== null
    }),
    effect(() => {
      const bounds = boundsOf(division.value)
      if (!bounds || division.value === lastDivision) return
      lastDivision = division.value
      untracked(() => go(bounds))
    }),
    effect(() => {
      const place = selectedPlace()
      if (place.box && place.at !== lastSelected && !spared) untracked(() => go(corners(place.box!), true))
      if (place.box) spared = false
      lastSelected = place.at
    }),
    // Another subject of the same map: it stays where it is, and the address says so.
    effect(() => {
      if (tab.value && byHand) untracked(() => at.set(written(map), { quietly: true }))
    }),
  )
  let reader = false
  const mark = () => void (reader = true)
  for (const sign of ['wheel', 'dragstart', 'dblclick', 'touchmove'] as const) map.on(sign, mark)
  map.getCanvas().addEventListener('keydown', mark)
  map.on('moveend', (event: { byReader?: boolean } & object) => {
    if (reader || event.byReader) at.set(written(map), { quietly: true })
    reader = false
  })
  return { whole }
}

/** Marks a movement that a reader asked for by a button. */
export const BY_READER = { byReader: true }

/** What is selected, by a name that changes with it, and its box once that is known. */
function selectedPlace(): { at: string | null; box: Box | null } {
  const row = selectedRow.value
  const part = chosenStretch.value
  return { at: part ? `${part.code} ${part.id}` : (row?.code ?? null), box: part?.bbox ?? (stretch.value ? null : (row?.bbox ?? null)) }
}
