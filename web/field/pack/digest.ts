const ROUND = new Uint32Array(64)
const START = new Uint32Array(8)
const BLOCK = 64

/** The first 32 bits of the fraction of a root, as the standard draws its constants from primes. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0
}

for (let number = 2, count = 0; count < 64; number++) {
  if (Array.from({ length: Math.floor(Math.sqrt(number)) - 1 }, (_, at) => at + 2).some((each) => number % each === 0)) continue
  ROUND[count] = fraction(Math.cbrt(number))
  if (count < 8) START[count] = fraction(Math.sqrt(number))
  count++
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** SHA-256 of a file that is too large to hold at once: fed piece by piece (the browser's own takes only the whole). */
export class Digest {
  private readonly state = START.slice()
  private readonly words = new Uint32Array(64)
  private readonly rest = new Uint8Array(BLOCK)
  private held = 0
  private length = 0

  add(piece: Uint8Array): void {
    this.length += piece.length
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + BLOCK - this.held)
      this.rest.set(part, this.held)
      this.held += part.length
      at += part.length
      if (this.held < BLOCK) return
      this.mix()
      this.held = 0
    }
  }

  /** 64 lower-case hex digits; nothing can be added afterwards. */
  hex(): string {
    const bits = this.length * 8
    this.add(new Uint8Array([0x80]))
    while (this.held !== BLOCK - 8) this.add(new Uint8Array(1))
    const tail = new DataView(new ArrayBuffer(8))
    tail.setUint32(0, Math.floor(bits / 2 ** 32))
    tail.setUint32(4, bits >>> 0)
    this.add(new Uint8Array(tail.buffer))
    return Array.from(this.state, (word) => word.toString(16).padStart(8, '0')).join('')
  }

  private mix(): void {
    const words = this.words
    const view = new DataView(this.rest.buffer)
    for (let at = 0; at < 16; at++) words[at] = view.getUint32(at * 4)
    for (let at = 16; at < 64; at++) {
      const [a, b] = [words[at - 15]!, words[at - 2]!]
      const small = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)
      words[at] = words[at - 16]! + small + words[at - 7]! + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10))
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number]
    for (let at = 0; at < 64; at++) {
      const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[at]! + words[at]!) | 0
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
    }
    for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) this.state[at]! += word
  }
}
