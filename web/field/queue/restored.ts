import { signal } from '@preact/signals'
import { carried } from '../carried'
import { session } from '../session'
import { keep, recall } from '../store/kept'
import { patrolsOf, photosOf } from '../store/patrols'
import type { Session } from '../store/shapes'
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

let asking = false
let again = false

/**
 * Asks a server that was put back to a backup for every patrol that it once confirmed, and puts back into the queue what
 * it lost. The server's epoch counts as seen only after all were asked: what a cut left out is asked after the next sync,
 * or within a minute.
 */
export async function offerAgain(): Promise<void> {
  if (asking) return void (again = true)
  asking = true
  try {
    do {
      again = false
      await ofThisEpoch()
    } while (again)
  } finally {
    asking = false
  }
}

async function ofThisEpoch(): Promise<void> {
  const who = session.peek()
  const epoch = carried.peek()?.sync.epoch
  if (!who || who.expired || epoch === undefined) return
  const seen = await recall('epoch')
  if (seen === epoch) return
  if (seen !== null && !(await askForAll(who))) return
  await keep('epoch', epoch)
}

/** Whether the server answered for every patrol. What it lacks is told at once, and counted on after a cut. */
async function askForAll(who: Session): Promise<boolean> {
  let { again, lost } = restored.peek() ?? { again: 0, lost: 0 }
  let whole = true
  for (const patrol of await patrolsOf(who.officer.username)) {
    if (patrol.phase !== 'finished' || patrol.delivered === 'saved') continue
    const answer = await askAgain(patrol, who.token)
    whole = answer !== 'unknown'
    if (!whole) break
    if (answer === 'held') continue
    again++
    lost += (await photosOf(patrol.id)).filter((photo) => photo.lost).length
  }
  if (whole || again) {
    restored.value = { at: Date.now(), again, lost }
    await keep('restored', restored.peek())
  }
  return whole
}
