import { signal } from '@preact/signals'
import { db, SAFELY } from './db'
import type { Entry, Note, Patrol, Photo } from './shapes'

/** Counts changes of stored records: whoever shows them reads it and looks again. */
export const changes = signal(0)

const other = new BroadcastChannel('patrol-field')
other.onmessage = () => void changes.value++

/** Tells this window and the others that records have changed. */
export function told(): void {
  changes.value++
  other.postMessage(null)
}

export async function putPatrol(patrol: Patrol): Promise<void> {
  const write = (await db()).transaction('patrols', 'readwrite', SAFELY)
  await Promise.all([write.store.put(patrol), write.done])
  told()
}

/** Changes some fields of a stored patrol, whatever else wrote to it meanwhile. */
export async function amendPatrol(id: string, amended: Partial<Patrol>): Promise<void> {
  const write = (await db()).transaction('patrols', 'readwrite', SAFELY)
  const patrol = await write.store.get(id)
  if (patrol) await write.store.put({ ...patrol, ...amended })
  await write.done
  told()
}

export async function getPatrol(id: string): Promise<Patrol | null> {
  return (await (await db()).get('patrols', id)) ?? null
}

/** All patrols of an officer on this phone, the newest first. */
export async function patrolsOf(officer: string): Promise<Patrol[]> {
  return (await everyPatrol()).filter((patrol) => patrol.officer === officer).sort((a, b) => b.started_at - a.started_at)
}

/** All patrols on this phone, whoever walked them. */
export async function everyPatrol(): Promise<Patrol[]> {
  return (await db()).getAll('patrols')
}

/** Adds a fix or a gap; refuses to overwrite one. */
export async function addEntry(entry: Entry): Promise<void> {
  const write = (await db()).transaction('fixes', 'readwrite', SAFELY)
  await Promise.all([write.store.add(entry), write.done])
}

/** Fixes and gaps of a patrol in their order. */
export async function entriesOf(patrol: string): Promise<Entry[]> {
  return (await db()).getAll('fixes', IDBKeyRange.bound([patrol], [patrol, []]))
}

export async function putNote(note: Note): Promise<void> {
  const write = (await db()).transaction('notes', 'readwrite', SAFELY)
  await Promise.all([write.store.put(note), write.done])
  told()
}

/** Notes of a patrol by time. */
export async function notesOf(patrol: string): Promise<Note[]> {
  const found = await (await db()).getAllFromIndex('notes', 'patrol', patrol)
  return found.sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
}

export async function putPhoto(photo: Photo): Promise<void> {
  const write = (await db()).transaction('photos', 'readwrite', SAFELY)
  await Promise.all([write.store.put(photo), write.done])
  told()
}

/** Photos of a patrol by time. */
export async function photosOf(patrol: string): Promise<Photo[]> {
  const found = await (await db()).getAllFromIndex('photos', 'patrol', patrol)
  return found.sort((a, b) => a.taken_at - b.taken_at || a.sha256.localeCompare(b.sha256))
}

export async function removePhoto(photo: Photo): Promise<void> {
  const write = (await db()).transaction('photos', 'readwrite', SAFELY)
  await Promise.all([write.store.delete([photo.patrol, photo.sha256]), write.done])
  told()
}

/** Takes away a note with its photos; only one that the officer gave up before the patrol ended. */
export async function removeNote(note: Note): Promise<void> {
  const write = (await db()).transaction(['notes', 'photos'], 'readwrite', SAFELY)
  await write.objectStore('notes').delete(note.id)
  const photos = write.objectStore('photos')
  for (const photo of await photos.index('patrol').getAll(note.patrol)) {
    if (photo.note === note.id) await photos.delete([photo.patrol, photo.sha256])
  }
  await write.done
  told()
}

/** Takes away a patrol that recorded nothing. */
export async function removePatrol(id: string): Promise<void> {
  const write = (await db()).transaction(['patrols', 'fixes'], 'readwrite', SAFELY)
  await write.objectStore('patrols').delete(id)
  await write.objectStore('fixes').delete(IDBKeyRange.bound([id], [id, []]))
  await write.done
  told()
}
