import { computed, signal } from '@preact/signals'
import { ask, body, Refused } from './client'
import { device } from './device'
import { keep, recall } from './store/kept'
import { ledger, noteOuting, noteSession } from './store/ledger'
import type { Emptied, Session } from './store/shapes'
import type { Signed } from './wire'

/** Who is signed in on this phone; undefined until the phone's memory was read, null when nobody is. */
export const session = signal<Session | null | undefined>(undefined)
export const officer = computed(() => session.value?.officer ?? null)

/** The browser dropped the phone's database: said until the officer has read it. */
export const emptied = signal<Emptied | null>(null)

/** Reads who was signed in: needs no network. Whoever a dropped database has forgotten stays signed in and is told. */
export async function remember(): Promise<void> {
  const known = await recall('session')
  const noted = ledger()
  if (known) noteSession(known)
  else if (noted) await keepAnew(noted.session, { at: Date.now(), outing: noted.outing })
  emptied.value = await recall('emptied')
  session.value = known ?? noted?.session ?? null
}

async function keepAnew(session: Session, lost: Emptied): Promise<void> {
  await keep('emptied', lost)
  await keep('session', session)
  noteOuting(null)
}

export async function acknowledgeEmptied(): Promise<void> {
  emptied.value = null
  await keep('emptied', null)
}

/** Signs in at the server. Throws Refused or Unreachable. */
export async function signIn(username: string, password: string): Promise<void> {
  const { model, os } = device()
  const answer = await ask('tokens', { method: 'POST', json: { username, password, device: `${model} ${os}`.trim().slice(0, 100) } })
  const signed = await body<Signed>(answer)
  const fresh = { ...signed, expired: false }
  await keep('session', fresh)
  noteSession(fresh)
  session.value = fresh
}

/** The server no longer knows the token: everything stays, and only sending waits until the officer signs in again. */
export async function expire(token: string): Promise<void> {
  const now = session.peek()
  if (!now || now.token !== token || now.expired) return
  const expired = { ...now, expired: true }
  session.value = expired
  await keep('session', expired)
  noteSession(expired)
}

/** Forgets who is signed in; records stay on the phone and wait for their officer. */
export async function signOut(): Promise<void> {
  const now = session.peek()
  session.value = null
  noteSession(null)
  await keep('session', null)
  if (!now || now.expired) return
  await keep('left', [...((await recall('left')) ?? []), now.token])
  await handBack()
}

/** Hands back at the server the tokens of officers who signed out; without a network they are handed back later. */
export async function handBack(): Promise<void> {
  for (const token of (await recall('left')) ?? []) {
    try {
      await ask('tokens/current', { method: 'DELETE', token })
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.passing) return
    }
    await keep('left', ((await recall('left')) ?? []).filter((each) => each !== token))
  }
}
