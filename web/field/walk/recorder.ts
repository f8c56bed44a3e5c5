import { signal } from '@preact/signals'
import { freshSkew } from '../client'
import { officer } from '../session'
import { addEntry, amendPatrol, entriesOf, patrolsOf, putPatrol, removePatrol } from '../store/patrols'
import { noteOuting } from '../store/ledger'
import type { Entry, Patrol } from '../store/shapes'
import type { Kind } from '../wire'
import { maySleep, stayAwake } from './awake'
import { fixesOf } from './encoding'
import { ahead, follow, here, leave, type Located } from './position'
import { Sampler } from './sampling'
import { newPatrol, newWalk, replayed } from './fresh'
import type { Walk } from './walk'

/** The patrol under way on this phone, if any. */
export const current = signal<Patrol | null>(null)
/** What it has come to; `steps` counts its changes. */
export const walk = signal<Walk | null>(null)
export const steps = signal(0)
/** How many fixes wait in memory because the phone's storage refused them. */
export const unsaved = signal(0)
/** Another window of this app records; this one only looks on. */
export const elsewhere = signal(false)
/** How far the clock was set back during the patrol under way, ms. */
export const setBack = signal(0)

let sampler = new Sampler(null)
let next = 0
let backlog: Entry[] = []
let writing: Promise<void> = Promise.resolve()

/** Takes the patrol that a kill, a reload or an empty battery interrupted, and goes on with it. */
export async function restore(): Promise<void> {
  const who = officer.peek()
  const found = who ? (await patrolsOf(who.username)).find((patrol) => patrol.phase !== 'finished') : undefined
  if (!found) return void (current.value = walk.value = null)
  const entries = await entriesOf(found.id)
  const fixes = fixesOf(entries)
  next = (entries.at(-1)?.n ?? -1) + 1
  sampler = new Sampler(fixes.at(-1) ?? null)
  walk.value = replayed(found.kind, entries)
  current.value = found
  if (found.phase === 'recording') watch()
}

/** Draws the patrol under way anew over places that came from the server only now. */
export async function redraw(): Promise<void> {
  const patrol = current.peek()
  if (!patrol) return
  await writing
  walk.value = replayed(patrol.kind, await entriesOf(patrol.id))
  steps.value++
}

/** The time of what happens now: by the receiver's clock once the phone's proved wrong, never before the last fix. */
export function moment(): number {
  return sampler.straight(Date.now() - ahead.peek())
}

/** Starts a patrol: it is on the phone before the first position comes. */
export async function begin(kind: Kind): Promise<void> {
  const who = officer.peek()
  if (!who || current.peek() || elsewhere.peek()) return
  const patrol = newPatrol(kind, who.username)
  await putPatrol(patrol)
  noteOuting(patrol.started_at)
  next = 0
  sampler = new Sampler(null)
  setBack.value = 0
  walk.value = newWalk(kind, here.peek())
  current.value = patrol
  watch()
}

/** Stops following the position; what lies between here and `resume` is a gap. A full phone goes on recording instead. */
export async function pause(): Promise<void> {
  const patrol = current.peek()
  if (!patrol || patrol.phase !== 'recording') return
  const last = here.peek()
  if (last && last.t >= patrol.started_at) arrive(last, true)
  rest()
  const at = Math.max(moment(), patrol.started_at)
  record({ patrol: patrol.id, n: next++, t: at, gap: true })
  try {
    await settle({ phase: 'paused', paused_at: at })
  } catch (failure) {
    watch()
    throw failure
  }
}

export async function resume(): Promise<void> {
  const patrol = current.peek()
  if (!patrol || patrol.phase !== 'paused') return
  const paused_ms = patrol.paused_ms + Math.max(0, moment() - (patrol.paused_at ?? moment()))
  await settle({ phase: 'recording', paused_at: null, paused_ms })
  watch()
}

/** Ends the patrol where it was paused, and hands it to the queue; null while the phone is too full to keep all of it. */
export async function finish(): Promise<Patrol | null> {
  await pause()
  const patrol = current.peek()
  const walked = walk.peek()
  if (!patrol || !walked) return null
  await (writing = writing.then(flush))
  if (backlog.length) return null
  const ended_at = patrol.paused_at ?? moment()
  await settle({
    phase: 'finished',
    started_at: patrol.started_at,
    ended_at,
    skew_ms: freshSkew.peek() ?? patrol.skew_ms,
    ahead_ms: ahead.peek(),
    walked: { distance_m: walked.distance_m, duration_s: elapsed_s(patrol, ended_at), shares: walked.shares() },
  })
  noteOuting(null)
  const done = current.peek()
  current.value = walk.value = null
  return done
}

/** Takes back a patrol that was started by mistake; the screen offers it only while nothing was recorded. */
export async function discard(): Promise<void> {
  const patrol = current.peek()
  if (!patrol) return
  rest()
  await writing
  await removePatrol(patrol.id)
  noteOuting(null)
  current.value = walk.value = null
}

/** Seconds of a patrol without its pauses. */
export function elapsed_s(patrol: Patrol, now: number): number {
  const end = patrol.ended_at ?? patrol.paused_at ?? now
  return Math.max(0, end - patrol.started_at - patrol.paused_ms) / 1000
}

/** Waits until this window is the one that records, then picks up what was under way. Never ends. */
export function takeCharge(): void {
  if (!('locks' in navigator)) return void restore()
  const late = window.setTimeout(() => (elsewhere.value = true), 1500)
  void navigator.locks.request('patrol-recorder', async () => {
    window.clearTimeout(late)
    elsewhere.value = false
    await restore()
    await new Promise(() => undefined)
  })
}

function watch(): void {
  stayAwake()
  follow((located) => arrive(located))
}

function rest(): void {
  leave()
  maySleep()
}

function arrive(located: Located, always = false): void {
  const patrol = current.peek()
  if (!patrol) return
  const fix = sampler.take(patrol.id, next, located, always)
  if (!fix) return
  setBack.value = sampler.offset
  if (fix.n === 0) startedBy(patrol, fix)
  next++
  record(fix)
}

/** A phone whose clock is wrong said a wrong start: the first fix knows better. Who ends at once must find it right. */
function startedBy(patrol: Patrol, { t }: { t: number }): void {
  if (!ahead.peek()) return
  const started_at = Math.min(patrol.started_at - ahead.peek(), t)
  current.value = { ...patrol, started_at }
  // A full phone keeps it when the patrol ends.
  void settle({ started_at }).catch(() => undefined)
}

/** Shows and writes an entry at once; what the storage refuses waits in memory for the next try. */
function record(entry: Entry): void {
  walk.peek()?.add(entry)
  steps.value++
  backlog.push(entry)
  writing = writing.then(flush)
}

async function flush(): Promise<void> {
  while (backlog.length) {
    try {
      await addEntry(backlog[0]!)
    } catch (failure) {
      if ((failure as DOMException).name !== 'ConstraintError') break
    }
    backlog = backlog.slice(1)
  }
  unsaved.value = backlog.length
}

async function settle(amended: Partial<Patrol>): Promise<void> {
  const id = current.peek()?.id
  if (!id) return
  await amendPatrol(id, amended)
  // Others may have changed it while this was written.
  const patrol = current.peek()
  if (patrol?.id === id) current.value = { ...patrol, ...amended }
}
