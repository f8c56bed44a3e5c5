import { computed, signal } from '@preact/signals'

/** On a phone the figures lie in a sheet over the map, at one of three heights. */
export type Stand = 'low' | 'half' | 'high'
const HEIGHTS: Record<Stand, number> = { low: 0.16, half: 0.52, high: 0.9 }

const narrow = matchMedia('(width < 768px)')
export const phone = signal(narrow.matches)
narrow.addEventListener('change', () => (phone.value = narrow.matches))

export const stand = signal<Stand>('half')

/** How much of the stage the sheet covers, 0…1. */
export const sheetShare = computed(() => HEIGHTS[stand.value])

/** Pixels of the map that the sheet hides; none beside a desktop's panel. At its highest nothing of the map is left to aim at. */
export const sheetPixels = computed(() => (phone.value ? Math.round((innerHeight - 104) * Math.min(sheetShare.value, HEIGHTS.half)) : 0))

const ORDER: readonly Stand[] = ['low', 'half', 'high']
const FLICK_PX_PER_MS = 0.5

/** The stand nearest to the height let go of; a flick that did not get there counts as one step in its direction. */
export function nearest(share: number, pxPerMs: number): Stand {
  const near = ORDER.reduce((best, each) => (Math.abs(HEIGHTS[each] - share) < Math.abs(HEIGHTS[best] - share) ? each : best))
  if (near !== stand.peek() || Math.abs(pxPerMs) < FLICK_PX_PER_MS) return near
  return ORDER[Math.min(2, Math.max(0, ORDER.indexOf(near) + Math.sign(pxPerMs)))]!
}
