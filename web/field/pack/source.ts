import type { RangeResponse, Source } from 'pmtiles'
import type { File } from './shapes'
import { chunk, CHUNK_BYTES } from './stored'

/** Reads an archive out of the phone's database. */
export class StoredSource implements Source {
  constructor(private readonly file: File) {}

  getKey(): string {
    return this.file.key
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const end = Math.min(offset + length, this.file.bytes)
    const wanted = new Uint8Array(Math.max(0, end - offset))
    for (let number = Math.floor(offset / CHUNK_BYTES); number * CHUNK_BYTES < end; number++) {
      const begin = number * CHUNK_BYTES
      const piece = new Uint8Array((await chunk(this.file.key, number)) ?? new ArrayBuffer(0))
      const part = piece.subarray(Math.max(0, offset - begin), end - begin)
      wanted.set(part, Math.max(0, begin - offset))
    }
    return { data: wanted.buffer }
  }
}
