import { settings } from '../carried'
import { putPhoto } from '../store/patrols'
import type { PhotosOf } from '../store/shapes'
import type { Position } from '../wire'
import { here } from '../walk/position'
import { moment } from '../walk/recorder'
import { sha256 } from '../../shared/digest'
import { prepare } from './shrink'

const FRESH_MS = 5 * 60_000

/** The photo is larger than the server takes. */
export class TooLarge extends Error {}

/** Where the officer stands by the last fix; null when that is too long ago to say. */
export function standing(): Position | null {
  const last = here.peek()
  if (!last || Math.abs(Date.now() - last.at) > FRESH_MS) return null
  return { lon: rounded(last.lon), lat: rounded(last.lat), accuracy_m: Math.round(last.acc) }
}

const rounded = (degree: number): number => Math.round(degree * 1e6) / 1e6

/** Keeps a photo of a note on the phone, with hash, place and time. */
export async function takePhoto(note: PhotosOf, file: File, evidence: boolean): Promise<void> {
  const position = standing()
  const taken_at = moment()
  const { content, thumb } = await prepare(file, evidence)
  if (content.size > settings.peek().max_photo_bytes) throw new TooLarge(String(content.size))
  await putPhoto({
    patrol: note.patrol,
    note: note.id,
    sha256: await sha256(content),
    bytes: content.size,
    type: content.type,
    taken_at,
    position,
    evidence,
    // A copy: the camera's own file may vanish with the page.
    content: new Blob([await content.arrayBuffer()], { type: content.type }),
    thumb,
    delivered: 'saved',
    refusal: null,
  })
}
