import { Refused } from '../client'
import { amendPatrol, patrolsOf, photosOf, putPhoto } from '../store/patrols'
import type { Patrol, Session } from '../store/shapes'
import { confirm, receiptOf } from './delivery'

const DAY_MS = 24 * 3600_000
/** Photos stay two days longer than they must: a server that is put back to yesterday's backup can ask for them again. */
const GRACE_MS = 2 * DAY_MS

/**
 * Lets go of the bytes of photos that the server has had for two days, after asking it once more. A server that no longer
 * knows the patrol gets it again.
 */
export async function releaseBytes(who: Session, grace_ms = GRACE_MS): Promise<void> {
  for (const patrol of await patrolsOf(who.officer.username)) {
    if (patrol.delivered !== 'verified' || Date.now() - (patrol.verified_at ?? 0) < grace_ms) continue
    const held = (await photosOf(patrol.id)).some((photo) => photo.content)
    if (held && !(await release(patrol, who.token))) return
  }
}

/** One patrol's photos; false when the server could not be asked. */
async function release(patrol: Patrol, token: string): Promise<boolean> {
  try {
    await confirm(patrol.id, await receiptOf(patrol.id, token))
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status !== 404) return false
    await sendAgain(patrol)
    return true
  }
  for (const photo of await photosOf(patrol.id)) {
    if (photo.delivered === 'verified') await putPhoto({ ...photo, content: null })
  }
  return true
}

/** Puts a patrol that the server lost back into the queue. */
async function sendAgain(patrol: Patrol): Promise<void> {
  for (const photo of await photosOf(patrol.id)) await putPhoto({ ...photo, delivered: 'saved' })
  await amendPatrol(patrol.id, { delivered: 'saved', receipt: null, verified_at: null, tries: 0, next_at: 0 })
}
