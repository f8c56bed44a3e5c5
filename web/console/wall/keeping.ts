import { signal } from '@preact/signals'
import { zone } from '../../shared/zone'
import type { Figures } from './wire'

/** How long a picture stands, how often figures are asked for, and how soon again after a failure. */
const asked = new URLSearchParams(location.search)
const seconds = Number(asked.get('seconds'))
export const STAND_MS = (seconds >= 5 && seconds <= 600 ? seconds : 20) * 1000
const REFRESH_MS = 60_000
const RETRY_MS = 10_000

/** The screen's own token stands behind the #: browsers send that part to no server and keep it from referrers. */
export const key = new URLSearchParams(location.hash.slice(1)).get('key') ?? ''

/** What was told last stays on the wall whatever happens to the network, with the time it was told. */
export const figures = signal<Figures | null>(null)
export const trouble = signal<'none' | 'offline' | 'ended'>('none')

/** Asks for the figures for ever. An answer from a newer release loads the page anew: its code is another. */
export async function keepUp(): Promise<never> {
  for (;;) {
    const pause = (await refreshed()) ? REFRESH_MS : RETRY_MS
    await new Promise((wake) => setTimeout(wake, pause))
  }
}

async function refreshed(): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/screens/figures', { headers: { Authorization: `Bearer ${key}` }, credentials: 'omit', signal: AbortSignal.timeout(30_000) })
    if (answer.status === 401 || answer.status === 403) {
      trouble.value = 'ended'
      return false
    }
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    const told = (await answer.json()) as Figures
    if (figures.peek() && figures.peek()!.version !== told.version) location.reload()
    zone.value = told.zone
    figures.value = told
    trouble.value = 'none'
    return true
  } catch {
    trouble.value = 'offline'
    return false
  }
}
