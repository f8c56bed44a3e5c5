import { effect, signal } from '@preact/signals'
import { call, Refused, signedOut } from '../shared/api'
import type { Day } from '../shared/days'
import type { Level, Post } from './wire'

export interface Me {
  officer: { username: string; name: string; post: Post; division: { code: string; name: string; level: Level } }
  today: Day
  version: string
}

export type Session =
  | { state: 'checking' }
  | { state: 'unreachable' }
  | { state: 'out'; expired: boolean }
  | { state: 'in'; me: Me }

/** Who is signed in here, as the server last said. */
export const session = signal<Session>({ state: 'checking' })

/** Asks the server who this browser is signed in as. */
export async function recognise(): Promise<void> {
  if (session.peek().state !== 'in') session.value = { state: 'checking' }
  try {
    session.value = { state: 'in', me: await call<Me>('me') }
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
