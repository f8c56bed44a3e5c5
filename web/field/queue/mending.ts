import { amendPatrol, changes, entriesOf, notesOf, photosOf, putPhoto } from '../store/patrols'
import { db, SAFELY } from '../store/db'
import type { Patrol } from '../store/shapes'

const CLOCK_MS = 10 * 60_000
const UNSENT = { delivered: 'saved', refusal: null, receipt: null, tries: 0, next_at: 0 } as const

/** Lets a refused patrol be tried once more, its refused photos too. */
export async function tryAgain(patrol: Patrol): Promise<void> {
  for (const photo of await photosOf(patrol.id)) {
    if (photo.refusal) await putPhoto({ ...photo, refusal: null })
  }
  await amendPatrol(patrol.id, { refusal: null, tries: 0, next_at: 0 })
}

/** Whether the phone's clock was so wrong that moving all times by its error may be what is needed. */
export function clockWasWrong(patrol: Patrol): boolean {
  return patrol.delivered === 'saved' && Math.abs(patrol.skew_ms ?? 0) > CLOCK_MS
}

/** Moves every time of a patrol by what the phone's clock lacked against the server's. */
export async function straightenClock(patrol: Patrol): Promise<void> {
  const late = patrol.skew_ms ?? 0
  const parts = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  const write = (await db()).transaction(['patrols', 'fixes', 'notes', 'photos'], 'readwrite', SAFELY)
  const [entries, notes, photos] = parts
  for (const entry of entries) void write.objectStore('fixes').put({ ...entry, t: entry.t + late })
  for (const note of notes) void write.objectStore('notes').put({ ...note, at: note.at + late })
  for (const photo of photos) void write.objectStore('photos').put({ ...photo, taken_at: photo.taken_at + late })
  const { started_at, ended_at } = patrol
  const times = { started_at: started_at + late, ended_at: ended_at && ended_at + late, skew_ms: 0 }
  void write.objectStore('patrols').put({ ...patrol, ...times, ...UNSENT })
  await write.done
  changes.value++
}

/** Whether the server holds other content under this number. */
export function numberIsTaken(patrol: Patrol): boolean {
  const fields = Object.keys(patrol.refusal?.fields ?? {})
  return patrol.refusal?.status === 409 || fields.some((field) => /^observations\.\d+\.id$/.test(field))
}

/** Gives a patrol and its notes new numbers. */
export async function renumber(patrol: Patrol): Promise<string> {
  const id = crypto.randomUUID()
  const [entries, notes, photos] = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  const renamed = new Map(notes.map((note) => [note.id, crypto.randomUUID()]))
  const write = (await db()).transaction(['patrols', 'fixes', 'notes', 'photos'], 'readwrite', SAFELY)
  const [patrols, fixes] = [write.objectStore('patrols'), write.objectStore('fixes')]
  const [noted, pictures] = [write.objectStore('notes'), write.objectStore('photos')]
  void patrols.put({ ...patrol, ...UNSENT, id })
  void patrols.delete(patrol.id)
  for (const entry of entries) void fixes.put({ ...entry, patrol: id })
  void fixes.delete(IDBKeyRange.bound([patrol.id], [patrol.id, []]))
  for (const note of notes) {
    void noted.put({ ...note, patrol: id, id: renamed.get(note.id)! })
    void noted.delete(note.id)
  }
  for (const photo of photos) {
    void pictures.put({ ...photo, patrol: id, note: renamed.get(photo.note) ?? photo.note, delivered: 'saved', refusal: null })
    void pictures.delete([photo.patrol, photo.sha256])
  }
  await write.done
  changes.value++
  return id
}
