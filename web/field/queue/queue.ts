import { signal } from '@preact/signals'
import { sync } from '../carried'
import { Refused } from '../client'
import { expire, session } from '../session'
import { amendPatrol, getPatrol, patrolsOf } from '../store/patrols'
import type { Patrol, Session } from '../store/shapes'
import { deliver } from './delivery'
import { releaseBytes } from './releasing'
import { sendSteps, stepsWaiting } from './steps'
import { waitAfter } from './waiting'

/** Told when something still waits after a try. */
let stillWaiting: () => void = () => undefined

export function onStillWaiting(tell: () => void): void {
  stillWaiting = tell
}

/** Something is being sent right now. */
export const sending = signal(false)

/** Why the last try ended without success: the server's words, or 'unreached' when none came; null after a success. */
export const trouble = signal<{ said: string } | 'unreached' | null>(null)

const EVERY_MS = 60_000
/** What is due, or everything at once. */
type Wish = 'now' | 'due'
let running: Promise<void> | null = null
/** Asked for while sending was under way: once more after it. */
let again: Wish | null = null
let timer = 0

/** Sends when the app opens, the network returns and the app is looked at. */
export function keepDraining(): void {
  window.addEventListener('online', () => void drain(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void drain()
  })
  // Whoever opens the app wants to see it sent.
  void drain(true)
}

/**
 * Sends what waits, one patrol after the other; ends when all that was asked for was tried. `now` does not wait for the
 * usual pause after a failure.
 */
export function drain(now = false): Promise<void> {
  if (running) again = now ? 'now' : (again ?? 'due')
  running ??= sendWhileAsked(now ? 'now' : 'due')
  return running
}

async function sendWhileAsked(first: Wish): Promise<void> {
  sending.value = true
  try {
    for (let wish: Wish | null = first; wish; wish = askedMeanwhile()) {
      const now = wish === 'now'
      await onlyHere(() => sendAll(now))
    }
  } finally {
    sending.value = false
    running = null
  }
}

function askedMeanwhile(): Wish | null {
  const wish = again
  again = null
  return wish
}

/** Two windows must not send the same photo twice. */
async function onlyHere(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work()
  await navigator.locks.request('patrol-queue', { ifAvailable: true }, (lock) => (lock ? work() : undefined))
}

async function sendAll(now: boolean): Promise<void> {
  const who = session.peek()
  if (!who || who.expired) return
  const waiting = (await patrolsOf(who.officer.username)).filter(isWaiting).reverse()
  let delivered = 0
  for (const { id } of waiting) {
    const patrol = await getPatrol(id)
    if (!patrol || !isWaiting(patrol) || !isDue(patrol, now)) continue
    if (!(await attempt(patrol, who))) break
    delivered++
  }
  delivered += await trySteps(who)
  // What is still owed has changed.
  if (delivered) await sync()
  if (!session.peek()?.expired) await releaseBytes(who)
  await wakeWhenDue(who)
}

/** Finished, and not yet at the server with everything. */
export function isWaiting(patrol: Patrol): boolean {
  return patrol.phase === 'finished' && patrol.delivered !== 'verified' && patrol.refusal === null
}

/** Impatience shortens our own waiting, never what the server asked for. */
function isDue(patrol: Patrol, now: boolean): boolean {
  return Date.now() >= patrol.next_at || (now && patrol.retry_after !== true)
}

/** Tries one patrol; false when it makes no sense to try others now. */
async function attempt(patrol: Patrol, who: Session): Promise<boolean> {
  try {
    await deliver(patrol, who.token)
    trouble.value = null
    return true
  } catch (failure) {
    await blame(failure, who)
    if (failure instanceof Refused && failure.status === 401) return false
    const asked_s = failure instanceof Refused ? failure.retryAfter_s : null
    const tries = (await getPatrol(patrol.id))?.tries ?? patrol.tries
    const next_at = Date.now() + waitAfter(tries, asked_s)
    await amendPatrol(patrol.id, { tries: tries + 1, next_at, retry_after: asked_s !== null })
    return false
  }
}

/** Sends what was written on issues; how much of it arrived. */
async function trySteps(who: Session): Promise<number> {
  try {
    const arrived = await sendSteps(who)
    if (arrived) trouble.value = null
    return arrived
  } catch (failure) {
    await blame(failure, who)
    return 0
  }
}

/** Says why nothing went; an ended token is noted. */
async function blame(failure: unknown, who: Session): Promise<void> {
  if (failure instanceof Refused && failure.status === 401) return expire(who.token)
  trouble.value = failure instanceof Refused ? { said: failure.message } : 'unreached'
}

async function wakeWhenDue(who: Session): Promise<void> {
  const waiting = (await patrolsOf(who.officer.username)).filter(isWaiting)
  window.clearTimeout(timer)
  if (session.peek()?.expired) return
  if (waiting.length || stepsWaiting(who.officer.username)) stillWaiting()
  if (!waiting.length) return
  const soonest = Math.min(...waiting.map((patrol) => patrol.next_at)) - Date.now()
  timer = window.setTimeout(() => void drain(), Math.min(EVERY_MS, Math.max(1000, soonest)))
}
