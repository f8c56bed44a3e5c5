import { signal } from '@preact/signals'

/** A position as the phone gave it: epoch ms of the fix by the receiver, and of its arrival by the phone's clock; degrees, metres. */
export interface Located {
  t: number
  at: number
  /** When it arrived by the clock that nobody sets: ms since the app was opened. */
  up: number
  lon: number
  lat: number
  acc: number
}

export type Reception = 'off' | 'waiting' | 'good' | 'denied' | 'none'

export const reception = signal<Reception>('off')
/** The newest position, kept or not; what a note or a photo is placed by. */
export const here = signal<Located | null>(null)
/** When waiting for a position began, ms. */
export const waitingSince = signal(0)

const WORST_M = 32_767
const STALLED_MS = 45_000
const CLOCK_MS = 2 * 60_000

let watch: number | null = null
let told: ((located: Located) => void) | null = null
let guard = 0

/** How much the phone's clock is ahead of the receiver's, ms: satellites keep the better time. */
export const ahead = signal(0)

/** Follows the position for a screen that shows it, unless a recording follows it already. Ends with what it gives back. */
export function glance(): () => void {
  if (told) return () => undefined
  const only = () => undefined
  follow(only)
  return () => {
    if (told === only) leave()
  }
}

/** Follows the position with high accuracy until `leave`. */
export function follow(tell: (located: Located) => void): void {
  window.clearInterval(guard)
  told = tell
  if (!navigator.geolocation) return void (reception.value = 'none')
  if (reception.peek() !== 'good') waitingSince.value = Date.now()
  if (reception.peek() === 'off') reception.value = 'waiting'
  restart()
  guard = window.setInterval(restartStalled, STALLED_MS)
}

export function leave(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch)
  window.clearInterval(guard)
  watch = null
  told = null
  reception.value = 'off'
}

function restart(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch)
  watch = navigator.geolocation.watchPosition(arrived, failed, { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 })
}

/** Some phones stop telling after a while in the pocket: ask anew. */
function restartStalled(): void {
  if (told && Date.now() - (here.peek()?.at ?? 0) > STALLED_MS) restart()
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') restartStalled()
})

function arrived({ coords, timestamp }: GeolocationPosition): void {
  const acc = Math.min(WORST_M, Math.max(0, coords.accuracy))
  const at = Date.now()
  const located = { t: timestamp, at, up: performance.now(), lon: coords.longitude, lat: coords.latitude, acc }
  // A position may lie in the phone's memory for some seconds; only more than that is a clock that is wrong.
  ahead.value = Math.abs(at - timestamp) > CLOCK_MS ? at - timestamp : 0
  reception.value = 'good'
  here.value = located
  told?.(located)
}

function failed({ code }: GeolocationPositionError): void {
  if (reception.peek() === 'good') waitingSince.value = Date.now()
  // 1: not allowed; 2: switched off or no receiver; 3: nothing yet
  reception.value = code === 1 ? 'denied' : code === 2 ? 'none' : 'waiting'
}
