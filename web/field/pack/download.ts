import { ask, Unreachable } from '../client'
import { Digest } from './digest'
import { bytesOf, type File, type Pack } from './shapes'
import { chunk, CHUNK_BYTES, putChunk } from './stored'

/** What came is not what the server said it has. */
export class Mismatch extends Error {}

interface Watcher {
  /** Told after each chunk that was kept. */
  shown: (pack: Pack) => Promise<void>
  checking: () => void
  stopped: () => boolean
}

/** Fetches what a pack lacks, a chunk a request, and checks each file's hash; null when it was stopped before the end. */
export async function fetchRest(pack: Pack, token: string, watcher: Watcher): Promise<Pack | null> {
  let now = pack
  for (const { key } of pack.files) {
    for (let file = fileOf(now, key); file.have < file.bytes; file = fileOf(now, key)) {
      if (watcher.stopped()) return null
      now = await putChunk(now, file, await fetchChunk(file, token))
      await watcher.shown(now)
    }
    watcher.checking()
    if ((await digestOf(fileOf(now, key))) !== fileOf(now, key).sha256) throw new Mismatch(key)
  }
  return bytesOf(now) ? now : null
}

const fileOf = (pack: Pack, key: string): File => pack.files.find((file) => file.key === key)!

/** The next chunk of a file. A server that has another file now answers with the whole of it: that one is not mixed in. */
async function fetchChunk(file: File, token: string): Promise<ArrayBuffer> {
  const last = Math.min(file.have + CHUNK_BYTES, file.bytes) - 1
  const headers = { Range: `bytes=${file.have}-${last}`, 'If-Range': `"${file.sha256}"`, Accept: '*/*' }
  const answer = await ask(file.url.replace(/^.*\/api\/v1\//, ''), { token, headers })
  if (answer.status !== 206 && file.bytes > CHUNK_BYTES) throw new Mismatch(`HTTP ${answer.status}`)
  const content = await answer.arrayBuffer().catch(() => {
    throw new Unreachable('cut off')
  })
  if (content.byteLength !== last - file.have + 1) throw new Mismatch(`${content.byteLength} bytes`)
  return content
}

async function digestOf(file: File): Promise<string> {
  const digest = new Digest()
  for (let number = 0; number * CHUNK_BYTES < file.bytes; number++) digest.add(new Uint8Array((await chunk(file.key, number)) ?? new ArrayBuffer(0)))
  return digest.hex()
}
