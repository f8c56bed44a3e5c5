import { signal } from '@preact/signals'
import { dayOf, type Day } from '../shared/days'
import { locale } from '../shared/locale'
import { carried } from './carried'
import { ask, body, Refused } from './client'
import { m } from './messages'
import { receiptOf } from './queue/delivery'
import { expire, session } from './session'
import { keep, recall } from './store/kept'
import { storeRecalled } from './store/recalled'
import type { Delivered, Patrol } from './store/shapes'
import type { Kind, Outing, OutingsPage, PatrolBody } from './wire'

const FIRST_DAYS = 92
const FURTHER_DAYS = 183
const PAGE = 200
const NUMBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** My patrols as the server has them, from the day `from` on. */
export interface Past {
  officer: string
  from: Day
  at: number
  /** The language of the reasons. */
  language?: string
  items: Outing[]
}

export const past = signal<Past | null>(null)
export const asking = signal(false)

/** One patrol in the list, wherever it is. `elsewhere`: recorded on another phone; `twice`: while this one recorded too. */
export interface Listed {
  id: string
  kind: Kind
  started_at: number
  distance_m: number
  duration_s: number
  delivered: Delivered
  refused: boolean
  effective: boolean | null
  reasons: string[]
  elsewhere: boolean
  twice: boolean
}

export async function unpackPast(): Promise<void> {
  const kept = await recall('past')
  past.value = kept?.officer === session.peek()?.officer.username ? kept : null
}

/** Asks the server for my patrols; `further` goes half a year farther back. */
export async function askPast(further = false): Promise<void> {
  const who = session.peek()
  if (!who || who.expired || asking.peek()) return
  asking.value = true
  try {
    const from = earliest(further)
    const fresh = { officer: who.officer.username, from, at: Date.now(), language: locale.peek(), items: await everyItem(from, who.token) }
    await keep('past', fresh)
    if (session.peek()?.token === who.token) past.value = fresh
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) await expire(who.token)
  } finally {
    asking.value = false
  }
}

function earliest(further: boolean): Day {
  const known = past.peek()?.from ?? moved(today(), -FIRST_DAYS)
  return further ? moved(known, -FURTHER_DAYS) : known
}

const today = (): Day => carried.peek()?.sync.today ?? new Date().toISOString().slice(0, 10)

function moved(day: Day, days: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(year, month, date + days)
}

async function everyItem(from: Day, token: string): Promise<Outing[]> {
  const items: Outing[] = []
  let next: string | null = `patrols?officer=me&from=${from}&to=${moved(today(), 1)}&limit=${PAGE}`
  while (next) {
    const page: OutingsPage = await body<OutingsPage>(await ask(next, { token }))
    items.push(...page.items)
    next = page.next?.replace(/^.*\/api\/v1\//, '') ?? null
  }
  return items
}

/** Brings a patrol that lies at the server only to this phone: its track, notes and receipt. Throws Refused or Unreachable. */
export async function bringBack(id: string): Promise<void> {
  const who = session.peek()
  if (!who) return
  // A mangled address asks nobody.
  if (!NUMBER.test(id)) throw new Refused(404, m.peek().records.thisOneGone, {}, null)
  const record = await body<PatrolBody>(await ask(`patrols/${id}/record`, { token: who.token }))
  const receipt = await receiptOf(id, who.token)
  await storeRecalled(id, who.officer.username, record, receipt)
}

/** Patrols on this phone and at the server in one list, the newest first. */
export function listed(own: Patrol[], there: Outing[]): Listed[] {
  const outings = new Map(there.map((outing) => [outing.id, outing]))
  const here = own.map((patrol) => fromPhone(patrol, outings.get(patrol.id)))
  const known = new Set(own.map(({ id }) => id))
  const others = there.filter(({ id }) => !known.has(id)).map(fromServer)
  const recorded = own.filter(({ recalled }) => !recalled)
  for (const other of others) {
    other.twice = recorded.some((patrol) => patrol.started_at < other.started_at + other.duration_s * 1000 && (patrol.ended_at ?? Date.now()) > other.started_at)
  }
  return [...here, ...others].sort((a, b) => b.started_at - a.started_at)
}

/** The server's list is asked for more often than a receipt, so its reasons are in the reader's language first. */
function fromPhone(patrol: Patrol, there: Outing | undefined): Listed {
  const { id, kind, started_at, receipt, walked, delivered } = patrol
  return {
    id,
    kind,
    started_at,
    distance_m: receipt?.distance_m ?? walked?.distance_m ?? 0,
    duration_s: walked?.duration_s ?? 0,
    delivered,
    refused: patrol.refusal !== null,
    effective: receipt?.effective ?? null,
    reasons: receipt ? (there ?? receipt).reasons.map(({ message }) => message) : [],
    elsewhere: patrol.recalled === true,
    twice: false,
  }
}

function fromServer(outing: Outing): Listed {
  const { id, kind, distance_m, effective, status } = outing
  const started_at = Date.parse(outing.started_at)
  const duration_s = (Date.parse(outing.ended_at) - started_at) / 1000
  const reasons = outing.reasons.map(({ message }) => message)
  const delivered = status === 'complete' ? 'verified' : 'uploaded'
  return { id, kind, started_at, distance_m, duration_s, delivered, refused: false, effective, reasons, elsewhere: true, twice: false }
}
