import { signal } from '@preact/signals'

const EVERY_MS = 60_000

/** Counts the minutes that somebody was looking: what shows this day is asked for again with each. */
export const beat = signal(0)

setInterval(() => {
  if (document.visibilityState === 'visible') beat.value++
}, EVERY_MS)
