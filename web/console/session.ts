import { computed, effect, signal } from '@preact/signals'
import { all, call, Refused, signedOut } from '../shared/api'
import type { Day } from '../shared/days'
import { zone } from '../shared/zone'
import type { Division, Level, Post } from './wire'

export interface Me {
  officer: { username: string; name: string; post: Post; division: { code: string; name: string; level: Level } }
  today: Day
  /** The county's time zone. */
  zone: string
  version: string
}

export type Session =
  | { state: 'checking' }
  | { state: 'unreachable' }
  | { state: 'out'; expired: boolean }
  | { state: 'in'; me: Me; divisions: readonly Division[] }

/** Who is signed in here, as the server last said. */
export const session = signal<Session>({ state: 'checking' })

/** Asks the server who this browser is signed in as, and which divisions they may look into. */
export async function recognise(): Promise<void> {
  if (session.peek().state !== 'in') session.value = { state: 'checking' }
  try {
    const [me, divisions] = await Promise.all([call<Me>('me'), all<Division>('divisions')])
    zone.value = me.zone
    session.value = { state: 'in', me, divisions }
  } catch (failure) {
    session.value = failure instanceof Refused && failure.status === 401 ? { state: 'out', expired: false } : { state: 'unreachable' }
  }
}

/** Signs in by a cookie that scripts cannot read; throws what the server refused. */
export async function signIn(username: string, password: string): Promise<void> {
  await call('tokens', { method: 'POST', body: { username, password, device: deviceName() } })
  await recognise()
}

/** Revokes this browser's token. Where the server no longer knows it, the reader is signed out all the same. */
export async function signOut(): Promise<void> {
  await call('tokens/current', { method: 'DELETE' }).catch((failure) => {
    if (!(failure instanceof Refused)) throw failure
  })
  session.value = { state: 'out', expired: false }
}

function deviceName(): string {
  const browser = /(Edg|Firefox|Chrome|Safari)\//.exec(navigator.userAgent)?.[1] ?? 'browser'
  return `${browser === 'Edg' ? 'Edge' : browser} · ${navigator.platform || 'web'}`.slice(0, 60)
}

effect(() => {
  if (signedOut.value > 0 && session.peek().state === 'in') session.value = { state: 'out', expired: true }
})

/** Has something forgotten when the reader signs out or their session ends: the next one must not see it. */
export function whenOut(forget: () => void): void {
  effect(() => {
    if (session.value.state === 'out') forget()
  })
}

/** The divisions within the officer's scope. */
export const divisions = computed<readonly Division[]>(() => (session.value.state === 'in' ? session.value.divisions : []))

/** Those with none above them in scope: the county, or the township of its chief. */
export const roots = computed(() => {
  const known = new Set(divisions.value.map(({ code }) => code))
  return divisions.value.filter(({ parent }) => parent === null || !known.has(parent))
})

const byCode = computed(() => new Map(divisions.value.map((each) => [each.code, each])))

/** A division in the officer's scope by its code. */
export function divisionOf(code: string | null): Division | undefined {
  return code === null ? undefined : byCode.value.get(code)
}

/** Where the officer belongs: their own division, or for those above all counties the only one; null while there is none. */
export const home = computed<Division | null>(() => {
  const now = session.value
  const own = now.state === 'in' ? divisionOf(now.me.officer.division.code) : undefined
  return own ?? (roots.value.length === 1 ? roots.value[0]! : null)
})

/** The name of a division with its township's before a village's, since every township has an 上坪村. */
export function placeName(code: string): string {
  const here = divisionOf(code)
  if (!here) return code
  const above = here.level === 'village' ? divisionOf(here.parent) : undefined
  return above ? `${above.name} ${here.name}` : here.name
}
