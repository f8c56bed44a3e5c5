import { signal } from '@preact/signals'
import { carried } from '../carried'
import { session } from '../session'
import { keep, recall } from '../store/kept'
import { patrolsOf, photosOf } from '../store/patrols'
import { askAgain } from './releasing'

/** What followed from a server that was put back to a backup: patrols sent again, photos that nobody has any more. */
export interface Restored {
  at: number
  again: number
  lost: number
}

export const restored = signal<Restored | null>(null)

/** Reads what the officer has not acknowledged yet. */
export async function unpackRestored(): Promise<void> {
  restored.value = await recall('restored')
}

export async function acknowledgeRestored(): Promise<void> {
  restored.value = null
  await keep('restored', null)
}

/**
 * Asks a server that was put back to a backup for every patrol that it once confirmed, and puts back into the queue what
 * it lost. The server's epoch counts as seen only after all were asked, so a cut in between costs nothing.
 */
export async function offerAgain(): Promise<void> {
  const who = session.peek()
  const epoch = carried.peek()?.sync.epoch
  if (!who || who.expired || epoch === undefined) return
  const seen = await recall('epoch')
  if (seen === epoch) return
  let again = 0
  let lost = 0
  if (seen !== null) {
    for (const patrol of await patrolsOf(who.officer.username)) {
      if (patrol.phase !== 'finished' || patrol.delivered === 'saved') continue
      const answer = await askAgain(patrol, who.token)
      if (answer === 'unknown') return
      if (answer === 'held') continue
      again++
      lost += (await photosOf(patrol.id)).filter((photo) => photo.lost).length
    }
    restored.value = { at: Date.now(), again, lost }
    await keep('restored', restored.peek())
  }
  await keep('epoch', epoch)
}
