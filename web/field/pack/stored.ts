import { db, SAFELY } from '../store/db'
import type { File, Pack } from './shapes'

export const CHUNK_BYTES = 256 * 1024

/** All packs on this phone, whole or not, the newest first. */
export async function storedPacks(): Promise<Pack[]> {
  return (await (await db()).getAll('packs')).sort((a, b) => b.at - a.at)
}

export async function putPack(pack: Pack): Promise<void> {
  const write = (await db()).transaction('packs', 'readwrite', SAFELY)
  await Promise.all([write.store.put(pack), write.done])
}

/** Keeps the next chunk of a file and counts it, both or neither. */
export async function putChunk(pack: Pack, file: File, content: ArrayBuffer): Promise<Pack> {
  const grown = { ...file, have: file.have + content.byteLength }
  const next = { ...pack, files: pack.files.map((each) => (each.key === file.key ? grown : each)) }
  const write = (await db()).transaction(['packs', 'chunks'], 'readwrite', SAFELY)
  await Promise.all([write.objectStore('chunks').put(content, [file.key, Math.floor(file.have / CHUNK_BYTES)]), write.objectStore('packs').put(next), write.done])
  return next
}

export async function chunk(key: string, number: number): Promise<ArrayBuffer | undefined> {
  return (await db()).get('chunks', [key, number])
}

export async function removePack(pack: Pack): Promise<void> {
  const write = (await db()).transaction(['packs', 'chunks'], 'readwrite', SAFELY)
  void write.objectStore('packs').delete(pack.key)
  for (const file of pack.files) void write.objectStore('chunks').delete(IDBKeyRange.bound([file.key], [file.key, []]))
  await write.done
}
