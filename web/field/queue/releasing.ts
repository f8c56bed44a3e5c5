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
    if (!(await photosOf(patrol.id)).some((photo) => photo.content)) continue
    const answer = await askAgain(patrol, who.token)
    if (answer === 'unknown') return
    if (answer === 'held') await release(patrol)
  }
}

async function release(patrol: Patrol): Promise<void> {
  for (const photo of await photosOf(patrol.id)) {
    if (photo.delivered === 'verified') await putPhoto({ ...photo, content: null })
  }
}

/** Asks whether the server still has what it confirmed; what it lost goes back into the queue. `unknown`: it did not answer. */
export async function askAgain(patrol: Patrol, token: string): Promise<'held' | 'lost' | 'unknown'> {
  try {
    const receipt = await receiptOf(patrol.id, token)
    const lacking = new Set(receipt.missing_photos)
    for (const photo of await photosOf(patrol.id)) {
      if (lacking.has(photo.sha256) && !photo.content) await putPhoto({ ...photo, lost: true })
    }
    await confirm(patrol.id, receipt)
    return receipt.missing_photos.length ? 'lost' : 'held'
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status !== 404) return 'unknown'
    await sendAgain(patrol)
    return 'lost'
  }
}

/** Puts a patrol that the server lost back into the queue; photos whose bytes are gone here too cannot follow. */
async function sendAgain(patrol: Patrol): Promise<void> {
  for (const photo of await photosOf(patrol.id)) {
    await putPhoto({ ...photo, delivered: 'saved', upload: null, lost: photo.content === null })
  }
  await amendPatrol(patrol.id, { delivered: 'saved', receipt: null, verified_at: null, tries: 0, next_at: 0 })
}
