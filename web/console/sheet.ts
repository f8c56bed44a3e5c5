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

/** The stand nearest to a height let go of, or the next one in the direction of a flick. */
export function nearest(share: number, flick: number): Stand {
  const order: Stand[] = ['low', 'half', 'high']
  const at = order.indexOf(stand.peek())
  if (Math.abs(flick) > 0.5) return order[Math.min(2, Math.max(0, at + Math.sign(flick)))]!
  return order.reduce((best, each) => (Math.abs(HEIGHTS[each] - share) < Math.abs(HEIGHTS[best] - share) ? each : best))
}
