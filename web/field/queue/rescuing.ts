import { carried, sync } from '../carried'
import { ask, body, Refused } from '../client'
import { standing } from '../photo/taking'
import { expire } from '../session'
import { amendPatrol, entriesOf, notesOf, photosOf, putNote, putPhoto } from '../store/patrols'
import type { Note, Patrol, Photo, Session } from '../store/shapes'
import { fixesOf } from '../walk/encoding'
import type { Position, WholeIssue } from '../wire'
import { bring } from './delivery'

/** A note of a patrol that the server will never take, and where it was made; null where nobody knows. */
export interface Rescued {
  note: Note
  photos: Photo[]
  position: Position | null
}

/** What of a patrol with fewer than two fixes can still reach the server: what was noted of problems; null: it is none. */
export async function rescuable(patrol: Patrol): Promise<Rescued[] | null> {
  const [entries, notes, photos] = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  const fixes = fixesOf(entries)
  if (fixes.length > 1) return null
  const only = fixes[0] ? { lon: fixes[0].lon, lat: fixes[0].lat, accuracy_m: Math.round(fixes[0].acc) } : null
  const problems = carried.peek()?.sync.categories.filter(({ kind, problem }) => problem && kind === patrol.kind) ?? []
  return notes
    .filter(({ category }) => problems.some(({ code }) => code === category))
    .map((note) => {
      const own = photos.filter((photo) => photo.note === note.id)
      return { note, photos: own, position: note.position ?? own.find(({ position }) => position)?.position ?? only }
    })
}

/**
 * Reports the notes as issues, each with its photos; one without a place is where the phone is now. False when a note
 * has no place and the phone none either. Whatever breaks off goes on with the notes that are left. Throws Refused or
 * Unreachable.
 */
export async function reportNotes(patrol: Patrol, notes: Rescued[], who: Session): Promise<boolean> {
  try {
    let reported = patrol.reported ?? {}
    for (const { note, photos, position } of notes) {
      if (reported[note.id]) continue
      const place = position ?? standing()
      if (!place) return false
      // The same number must always say the same, however often it is sent.
      await putNote({ ...note, position: place })
      reported = { ...reported, [note.id]: await report(patrol, { ...note, position: place }, photos, who.token) }
      await amendPatrol(patrol.id, { reported })
    }
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) await expire(who.token)
    throw failure
  }
  void sync()
  return true
}

/** The number of the issue that a note became. */
async function report({ kind }: Patrol, { id, category, text, position }: Note, photos: Photo[], token: string): Promise<string> {
  for (const photo of photos) {
    if (photo.delivered !== 'saved' || !photo.content) continue
    await bring(photo, photo.content, token)
    await putPhoto({ ...photo, upload: null, delivered: 'uploaded' })
  }
  const json = { id, kind, category, text, position, photos: photos.map(({ sha256 }) => sha256) }
  return (await body<WholeIssue>(await ask('issues', { method: 'POST', token, json }))).number
}
