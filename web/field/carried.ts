import { computed, signal } from '@preact/signals'
import { locale } from '../shared/locale'
import { ask, body, Refused } from './client'
import { expire, session } from './session'
import { keep, recall } from './store/kept'
import type { Carried } from './store/shapes'
import { STANDARD } from './standard'
import type { Category, Duty, FieldSettings, Kind, Sync, VisitAsks } from './wire'

/** What the officer carries along: duties, places, issues, rules. null before the first sync. */
export const carried = signal<Carried | null>(null)
export const syncing = signal(false)

/** The server's own figures, for judging a walk before the first sync. */
const DEFAULTS: FieldSettings = {
  may_patrol: true,
  tolerance_m: 50,
  station_step_m: 20,
  bridge_stations: 2,
  crossing_m: 120,
  cell_m: 100,
  sight_m: 80,
  max_accuracy_m: 100,
  max_speed_mps: 10,
  gap_s: 120,
  max_photo_bytes: 32 * 1024 * 1024,
}

export const settings = computed(() => carried.value?.sync.settings ?? DEFAULTS)
export const duties = computed<Duty[]>(() => carried.value?.sync.duties ?? [])

/** What a patrol must show to be effective: by the officer's rule for persons where there is one, else by that of the
 *  place which was walked most, else by the officer's for places. */
export function askedOf(kind: Kind, code: string | undefined): VisitAsks | null {
  const rules = carried.value?.sync.rules.filter((rule) => rule.kind === kind) ?? []
  const own = duties.value.find((duty) => duty.kind === kind && duty.code === code)
  return rules.find((rule) => rule.per === 'person') ?? own?.asks ?? rules[0] ?? null
}

export function categoriesOf(kind: Kind): Category[] {
  return (carried.value?.sync.categories ?? STANDARD).filter((category) => category.kind === kind)
}

/** A category in the reader's language; the code is its Chinese word. */
export function wordOf(code: string): string {
  const known = [...(carried.value?.sync.categories ?? []), ...STANDARD].find((category) => category.code === code)
  return locale.value === 'en' ? (known?.en ?? code) : code
}

/** What an officer calls a segment or plot. */
export function nameOf(code: string): string {
  const { sync, gone } = carried.value ?? {}
  const found = sync?.segments.find((own) => own.code === code) ?? sync?.plots.find((own) => own.code === code) ?? gone?.find((own) => own.code === code)
  return found?.name ?? code
}

/** Reads what the last sync left on the phone, if it is this officer's. */
export async function unpack(): Promise<void> {
  const kept = await recall('carried')
  carried.value = kept?.officer === session.peek()?.officer.username ? kept : null
}

/** Called when the places that the officer answers for have changed. */
let placesChanged: () => void = () => undefined

export function onNewPlaces(tell: () => void): void {
  placesChanged = tell
}

/** Called after the server answered. */
let answered: () => void = () => undefined

export function onSynced(tell: () => void): void {
  answered = tell
}

let again = false

/** Asks the server for what changed; what is wanted while it is asked is asked for once more after it. */
export async function sync(): Promise<void> {
  if (syncing.peek()) return void (again = true)
  syncing.value = true
  do {
    again = false
    await askForChanges()
  } while (again)
  syncing.value = false
}

/** Failures leave what is there; an ended token is noted. */
async function askForChanges(): Promise<void> {
  const now = session.peek()
  if (!now || now.expired) return
  try {
    const before = carried.peek()
    const since = before ? `?since=${encodeURIComponent(before.sync.cursor)}` : ''
    const headers: Record<string, string> = before?.etag ? { 'If-None-Match': before.etag } : {}
    const answer = await ask(`sync${since}`, { token: now.token, headers })
    const fresh = await merged(before, answer, now.officer.username)
    await keep('carried', fresh)
    if (session.peek()?.token !== now.token) return
    carried.value = fresh
    if (fresh.sync.segments !== before?.sync.segments || fresh.sync.plots !== before?.sync.plots) placesChanged()
    answered()
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) await expire(now.token).catch(() => undefined)
  }
}

async function merged(before: Carried | null, answer: Response, officer: string): Promise<Carried> {
  if (answer.status === 304 && before) return { ...before, at: Date.now() }
  const changed = await body<Partial<Sync>>(answer)
  const sync = { ...before?.sync, ...changed } as Sync
  return { officer, at: Date.now(), etag: answer.headers.get('ETag'), sync, gone: noLongerOwn(before, sync) }
}

/** What the officer answered for before and does not any more: told once, also for what walks are on this phone. */
function noLongerOwn(before: Carried | null, sync: Sync): { code: string; name: string | null }[] {
  const own = new Set([...sync.segments, ...sync.plots].map(({ code }) => code))
  const left = before ? [...before.sync.segments, ...before.sync.plots].map(({ code, name }) => ({ code, name })) : []
  return [...(before?.gone ?? []), ...left].filter(({ code }) => !own.has(code))
}

/** The officer has read what is no longer theirs. */
export async function acknowledgeGone(): Promise<void> {
  if (!carried.peek()) return
  carried.value = { ...carried.peek()!, gone: [] }
  await keep('carried', carried.peek())
}
