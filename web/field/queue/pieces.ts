import { ask, Refused, Unreachable } from '../client'
import { putPhoto } from '../store/patrols'
import type { Photo } from '../store/shapes'

/** Photos up to this size go in one request: a cut costs little. */
export const LARGE_BYTES = 256 * 1024
const PIECE_BYTES = 256 * 1024
/** The upload is elsewhere by now, expired, or the piece was damaged on its way. */
const MOVED = [404, 409, 410, 460]
/** A connection that broke off a moment ago still holds the upload at the server. */
const HELD = 423
const HELD_S = 2
const HELD_TRIES = 5
const TUS = { 'Tus-Resumable': '1.0.0' }

/** The server has no resumable uploads: the plain PUT does it. */
export class NotSpoken extends Error {}

class Held extends Unreachable {
  constructor(readonly wait_s: number) {
    super('held')
  }
}

/** Sends a large photo in pieces (tus 1.0), from where the last try was cut. Throws NotSpoken, Refused or Unreachable. */
export async function sendInPieces(photo: Photo, content: Blob, token: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const known = photo.upload ? await standing(photo.upload, token) : null
    const { path, offset } = known ?? (await begin(photo, content, token))
    if (path !== photo.upload) await putPhoto((photo = { ...photo, upload: path }))
    try {
      return await sendFrom(offset, path, content, token)
    } catch (failure) {
      if (!(failure instanceof Held) || tries === HELD_TRIES) throw failure
      const wait_ms = failure.wait_s * 1000
      await new Promise((done) => window.setTimeout(done, wait_ms))
    }
  }
}

async function sendFrom(offset: number, path: string, content: Blob, token: string): Promise<void> {
  for (let sent = offset; sent < content.size; ) {
    const piece = content.slice(sent, sent + PIECE_BYTES, 'application/offset+octet-stream')
    const answer = await sendPiece(path, piece, sent, token)
    sent = offsetOf(answer) ?? sent + piece.size
  }
}

/** One piece. That an older connection holds the upload, or has moved it, says nothing against the photo. */
async function sendPiece(path: string, content: Blob, at: number, token: string): Promise<Response> {
  try {
    return await ask(path, { method: 'PATCH', token, content, headers: { ...TUS, 'Upload-Offset': String(at) } })
  } catch (failure) {
    if (failure instanceof Refused && failure.status === HELD) throw new Held(failure.retryAfter_s ?? HELD_S)
    if (failure instanceof Refused && MOVED.includes(failure.status)) throw new Unreachable(failure.message)
    throw failure
  }
}

/** Where an upload that was begun before stands; null when the server has forgotten it. */
async function standing(path: string, token: string): Promise<{ path: string; offset: number } | null> {
  try {
    const offset = offsetOf(await ask(path, { method: 'HEAD', token, headers: TUS }))
    return offset === null ? null : { path, offset }
  } catch (failure) {
    if (failure instanceof Refused && [403, 404, 410].includes(failure.status)) return null
    throw failure
  }
}

async function begin(photo: Photo, content: Blob, token: string): Promise<{ path: string; offset: number }> {
  const described = `kind ${btoa('photo')},id ${btoa(photo.sha256)}`
  try {
    const headers = { ...TUS, 'Upload-Length': String(content.size), 'Upload-Metadata': described }
    const answer = await ask('uploads', { method: 'POST', token, headers })
    const place = new URL(answer.headers.get('Location') ?? '', location.origin).pathname
    return { path: place.replace('/api/v1/', ''), offset: offsetOf(answer) ?? 0 }
  } catch (failure) {
    if (failure instanceof Refused && [404, 405].includes(failure.status)) throw new NotSpoken()
    throw failure
  }
}

function offsetOf(answer: Response): number | null {
  const told = answer.headers.get('Upload-Offset')
  return told === null ? null : Number(told)
}
