import { effect } from '@preact/signals'
import type { LngLatBoundsLike, Map as Maplibre } from 'maplibre-gl'
import { selectedRow } from '../coverage'
import { division } from '../picture'
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

/** The camera goes to the division chosen and to the feature selected, each once when it changes. */
export function followCamera(map: Maplibre, stops: (() => void)[]): { whole: () => void } {
  function go(bounds: LngLatBoundsLike, card = false) {
    const narrow = phone.peek()
    const left = card && !narrow ? MARGIN + CARD_PX : MARGIN
    const top = narrow ? (card ? CARD_TOP_PX : LEGEND_TOP_PX) : MARGIN
    const padding = { top, left, right: CONTROLS_PX, bottom: MARGIN + sheetPixels.peek() }
    map.fitBounds(bounds, { padding, maxZoom: CLOSEST, animate: !still.matches, duration: 700, linear: false })
  }
  function whole() {
    const bounds = boundsOf(division.peek())
    if (bounds) go(bounds)
  }

  let lastDivision: string | null = null
  stops.push(
    effect(() => {
      const bounds = boundsOf(division.value)
      if (!bounds || division.value === lastDivision) return
      lastDivision = division.value
      go(bounds)
    }),
  )
  let lastSelected: string | null = null
  stops.push(
    effect(() => {
      const row = selectedRow.value
      const part = chosenStretch.value
      const at = part ? `${part.code} ${part.id}` : (row?.code ?? null)
      const box = part?.bbox ?? (stretch.value ? null : row?.bbox)
      if (box && at !== lastSelected) go(corners(box), true)
      lastSelected = at
    }),
  )
  return { whole }
}
