import { db, SAFELY } from './db'
import type { Past } from '../outings'
import type { Cases } from '../cases'
import type { Restored } from '../queue/restored'
import type { StepDraft } from '../queue/steps'
import type { Carried, Emptied, Session } from './shapes'

interface Kept {
  session: Session
  emptied: Emptied
  /** Tokens of officers who signed out, until the server has them back. */
  left: string[]
  carried: Carried
  skew: number
  past: Past
  epoch: string
  restored: Restored
  cases: Cases
  steps: Record<string, StepDraft>
}

/** A single value that outlasts the page: the session, what the last sync brought, the clock's error. */
export async function recall<K extends keyof Kept>(name: K): Promise<Kept[K] | null> {
  return ((await (await db()).get('kept', name)) as Kept[K] | undefined) ?? null
}

export async function keep<K extends keyof Kept>(name: K, value: Kept[K] | null): Promise<void> {
  const write = (await db()).transaction('kept', 'readwrite', SAFELY)
  await Promise.all([value === null ? write.store.delete(name) : write.store.put(value, name), write.done])
}
