import { skew } from '../client'
import { amendPatrol, changes, entriesOf, notesOf, photosOf, putPhoto } from '../store/patrols'
import { db, SAFELY } from '../store/db'
import type { Patrol } from '../store/shapes'

const CLOCK_MS = 10 * 60_000
const OF_TIMES = /^(started_at|ended_at|observations\.\d+\.at|photos\.\d+\.taken_at)$/
const UNSENT = { delivered: 'saved', refusal: null, receipt: null, tries: 0, next_at: 0 } as const

/** Lets a refused patrol be tried once more, its refused photos too. */
export async function tryAgain(patrol: Patrol): Promise<void> {
  for (const photo of await photosOf(patrol.id)) {
    if (photo.refusal) await putPhoto({ ...photo, refusal: null })
  }
  await amendPatrol(patrol.id, { refusal: null, tries: 0, next_at: 0 })
}

/**
 * By how much all times of a patrol that was refused for its times should be moved, ms; null where the clock explains
 * nothing. The clock's error during the patrol comes before the one known now: it may have been set meanwhile.
 */
export function clockError(patrol: Patrol): number | null {
  const ofTimes = Object.keys(patrol.refusal?.fields ?? {}).some((field) => OF_TIMES.test(field))
  if (patrol.delivered !== 'saved' || patrol.straightened || !ofTimes) return null
  const present = Date.now() + (skew.peek() ?? 0) + CLOCK_MS
  const errors = [patrol.skew_ms, skew.peek()].map((ms) => (ms ?? 0) + (patrol.ahead_ms ?? 0))
  return errors.find((ms) => Math.abs(ms) > CLOCK_MS && (patrol.ended_at ?? patrol.started_at) + ms <= present) ?? null
}

/** Moves every time of a patrol. */
export async function straightenClock(patrol: Patrol, late: number): Promise<void> {
  const parts = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  const write = (await db()).transaction(['patrols', 'fixes', 'notes', 'photos'], 'readwrite', SAFELY)
  const [entries, notes, photos] = parts
  for (const entry of entries) void write.objectStore('fixes').put({ ...entry, t: entry.t + late })
  for (const note of notes) void write.objectStore('notes').put({ ...note, at: note.at + late })
  for (const photo of photos) void write.objectStore('photos').put({ ...photo, taken_at: photo.taken_at + late })
  const { started_at, ended_at } = patrol
  const times = { started_at: started_at + late, ended_at: ended_at && ended_at + late, straightened: true }
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
