import { locale } from '../../shared/locale'
import { ask, body, Refused } from '../client'
import { amendPatrol, entriesOf, getPatrol, notesOf, photosOf, putPhoto } from '../store/patrols'
import type { Patrol, Photo, Refusal } from '../store/shapes'
import { bodyOf } from '../walk/encoding'
import type { Receipt } from '../wire'
import { LARGE_BYTES, NotSpoken, sendInPieces } from './pieces'
import { waitAfter } from './waiting'

/**
 * Brings one finished patrol to the server: the record first, then each photo that the server still lacks, then the
 * receipt that says what is there. Whatever breaks off is taken up again from the receipt.
 */
export async function deliver(patrol: Patrol, token: string): Promise<void> {
  const first = (patrol.delivered === 'uploaded' && (await known(patrol.id, token))) || (await submit(patrol, token))
  if (!first) return
  await sendPhotos(patrol.id, first.missing_photos, token)
  await confirm(patrol.id, await receiptOf(patrol.id, token))
}

/** The receipt of what arrived before; null when the server does not know it any more. */
async function known(id: string, token: string): Promise<Receipt | null> {
  try {
    return await receiptOf(id, token)
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 404) return null
    throw failure
  }
}

/** The server's receipt. Throws Refused 404 when it never arrived there. */
export async function receiptOf(id: string, token: string): Promise<Receipt> {
  return noted(await ask(`patrols/${id}`, { token }))
}

async function noted(answer: Response): Promise<Receipt> {
  const language = locale.peek()
  return { ...(await body<Receipt>(answer)), language }
}

/** Asks once more for a receipt whose sentences are in another language than the reader's. */
export async function reworded({ id, receipt }: Patrol, token: string): Promise<void> {
  if (receipt && receipt.language !== locale.peek()) await amendPatrol(id, { receipt: await receiptOf(id, token) })
}

export function refusalOf(failure: Refused): Refusal {
  return { status: failure.status, message: failure.message, fields: failure.fields }
}

/** Sends the record; null when the server will not take it, which is then written beside it. */
async function submit(patrol: Patrol, token: string): Promise<Receipt | null> {
  const parts = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  try {
    const json = bodyOf(patrol, ...parts)
    const receipt = await noted(await ask(`patrols/${patrol.id}`, { method: 'PUT', token, json }))
    await amendPatrol(patrol.id, { delivered: 'uploaded', receipt })
    return receipt
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.passing || failure.status === 401) throw failure
    await amendPatrol(patrol.id, { refusal: refusalOf(failure) })
    return null
  }
}

async function sendPhotos(id: string, missing: string[], token: string): Promise<void> {
  for (const photo of await photosOf(id)) {
    if (!missing.includes(photo.sha256)) {
      if (photo.delivered === 'saved') await putPhoto({ ...photo, delivered: 'uploaded' })
    } else if (photo.content && !photo.refusal) {
      await sendPhoto(photo, photo.content, token)
    }
  }
}

async function sendPhoto(photo: Photo, content: Blob, token: string): Promise<void> {
  try {
    await bring(photo, content, token)
    await putPhoto({ ...photo, upload: null, delivered: 'uploaded' })
    // One got through: should the next one fail, patience begins anew.
    await amendPatrol(photo.patrol, { tries: 0 })
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.passing || failure.status === 401) throw failure
    await putPhoto({ ...photo, refusal: refusalOf(failure) })
  }
}

/** The bytes of a photo, in pieces where it is large. */
export async function bring(photo: Photo, content: Blob, token: string): Promise<void> {
  const whole = () => ask(`photos/${photo.sha256}`, { method: 'PUT', token, content })
  if (content.size <= LARGE_BYTES) return void (await whole())
  try {
    await sendInPieces(photo, content, token)
  } catch (failure) {
    if (!(failure instanceof NotSpoken)) throw failure
    await whole()
  }
}

/** Writes what the receipt says to the patrol and its photos. */
export async function confirm(id: string, receipt: Receipt): Promise<void> {
  let stuck: Refusal | null = null
  // Nobody can wait for photos that neither side has any more.
  const awaited = new Set(receipt.missing_photos)
  for (const photo of await photosOf(id)) {
    const arrived = receipt.received_photos.includes(photo.sha256)
    const delivered = arrived ? 'verified' : 'saved'
    if (arrived || photo.lost) awaited.delete(photo.sha256)
    else awaited.add(photo.sha256)
    if (!arrived) stuck ??= photo.refusal
    if (photo.delivered !== delivered) await putPhoto({ ...photo, delivered, refusal: arrived ? null : photo.refusal })
  }
  if (awaited.size === 0) {
    const settled = { refusal: null, tries: 0, next_at: 0, retry_after: false }
    return amendPatrol(id, { receipt, delivered: 'verified', verified_at: Date.now(), ...settled })
  }
  const tries = ((await getPatrol(id))?.tries ?? 0) + 1
  await amendPatrol(id, { receipt, delivered: 'uploaded', refusal: stuck, tries, next_at: Date.now() + waitAfter(tries, null) })
}
