import type { Fix } from '../store/shapes'
import { metresBetween } from './plane'
import type { Located } from './position'

const EVERY_MS = 10_000
const EVERY_M = 15

/** Chooses which positions become fixes, and gives them times that never run backwards. */
export class Sampler {
  /** What is added to the receiver's times since its clock was set back, ms. */
  offset = 0
  private lastRaw: Located | null = null

  constructor(private last: Fix | null) {}

  /** A moment of the phone's clock as the track counts time: never before the last fix. */
  straight(ms: number): number {
    return Math.max(ms + this.offset, this.last?.t ?? 0)
  }

  /** A fix to keep, or null: one comes every ten seconds, or sooner after fifteen metres. */
  take(patrol: string, n: number, located: Located, always = false): Fix | null {
    const before = this.lastRaw
    if (before?.t === located.t) return null
    this.lastRaw = located
    const setBack = this.straightened(located, before)
    const t = located.t + this.offset
    const last = this.last
    const wanted = always || setBack || !last || t - last.t >= EVERY_MS || metresBetween(last, located) >= EVERY_M
    if (!wanted) return null
    return (this.last = { patrol, n, t, lon: located.lon, lat: located.lat, acc: located.acc })
  }

  /** A clock that is set back in the middle of a walk must not turn the track around, nor make the walker fly. */
  private straightened(located: Located, before: Located | null): boolean {
    const last = this.last
    if (!last || located.t + this.offset > last.t) return false
    const since = before ? before.t + this.offset + located.up - before.up : 0
    this.offset = Math.round(Math.max(last.t + 1000, since) - located.t)
    return true
  }
}
