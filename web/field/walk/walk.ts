import type { Entry, Fix } from '../store/shapes'
import type { FieldSettings, Kind, Sync } from '../wire'
import { plotCovering, segmentCovering, type Covering } from './covering'
import { hurries, walkedParts, type Timed } from './pace'
import { apart, degrees, Plane, type Point } from './plane'

const STEP_M = 10
const JUMP_M = 60

/** What has been walked so far: fed with fixes and gaps in their order, alive or read back after a restart. */
export class Walk {
  readonly plane: Plane
  private readonly ticked: Covering[]
  readonly pieces: Point[][] = []
  distance_m = 0
  fixes = 0
  last: Fix | null = null
  private lastPlace: Point | null = null
  private anchor: { place: Point; t: number } | null = null
  private broken = true
  /** The piece under way, and the way back to what was ticked before it. */
  private piece: Timed[] = []
  private undo: (() => void)[] = []
  /** Somebody may have driven in this piece: its ticks are made anew when they are asked for. */
  private driving = false
  private stale = false

  constructor(
    kind: Kind,
    sync: Sync | null,
    private readonly settings: FieldSettings,
    around: { lon: number; lat: number } | null,
  ) {
    const first = sync?.segments[0]?.line ?? sync?.plots[0]?.rings[0]
    const middle = (first && degrees(first)[0]) ?? around ?? { lon: 0, lat: 0 }
    this.plane = new Plane(middle.lon, middle.lat)
    this.ticked =
      kind === 'river'
        ? (sync?.segments ?? []).map((segment) => segmentCovering(segment, this.plane, settings))
        : (sync?.plots ?? []).map((plot) => plotCovering(plot, this.plane, settings))
  }

  /** Own segments or plots with what is ticked of them. What was driven ticks nothing, as at the server. */
  get coverings(): Covering[] {
    if (this.stale) this.tickAnew()
    return this.ticked
  }

  add(entry: Entry): void {
    if ('gap' in entry) this.broken = true
    else this.step(entry)
  }

  /** Shares of own segments or plots, the most walked first; those not touched are left out. */
  shares(): { code: string; share: number }[] {
    return this.coverings
      .map((covering) => ({ code: covering.code, share: covering.share() }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share)
  }

  private step(fix: Fix): void {
    const before = this.last
    this.fixes++
    this.last = fix
    if (fix.acc > this.settings.max_accuracy_m) return
    const place = this.plane.at(fix.lon, fix.lat)
    const from = this.lastPlace
    if (this.broken || !before || !from || !this.continuous(before, fix, from, place)) {
      this.pieces.push([place])
      this.anchor = { place, t: fix.t }
      this.beginPiece({ ...place, t: fix.t })
    } else {
      this.pieces.at(-1)!.push(place)
      this.advance(place, fix)
      this.tick(from, { ...place, t: fix.t })
    }
    this.lastPlace = place
    this.broken = false
  }

  private beginPiece(place: Timed): void {
    this.undo = this.coverings.map((covering) => {
      covering.begin()
      return covering.mark()
    })
    this.piece = [place]
    this.driving = this.stale = false
  }

  private tick(from: Point, place: Timed): void {
    this.piece.push(place)
    this.driving ||= hurries(this.piece, this.settings.max_speed_mps)
    this.stale = this.driving
    if (!this.driving) for (const covering of this.ticked) covering.pass(from, place)
  }

  private tickAnew(): void {
    this.stale = false
    for (const back of this.undo) back()
    for (const part of walkedParts(this.piece, this.settings.max_speed_mps)) {
      for (const covering of this.ticked) {
        covering.begin()
        for (let at = 1; at < part.length; at++) covering.pass(part[at - 1]!, part[at]!)
      }
    }
  }

  private continuous(before: Fix, fix: Fix, from: Point, place: Point): boolean {
    const seconds = (fix.t - before.t) / 1000
    return seconds <= this.settings.gap_s && apart(from, place) <= 4 * this.settings.max_speed_mps * seconds + JUMP_M
  }

  /** Standing still wanders by some metres: a step counts once it is longer than what is uncertain. Driving never does. */
  private advance(place: Point, { acc, t }: Fix): void {
    const { place: from, t: since } = this.anchor!
    const metres = apart(from, place)
    if (metres < Math.max(STEP_M, Math.min(acc, 3 * STEP_M) / 2)) return
    const driven = metres - JUMP_M / 2 > (this.settings.max_speed_mps * (t - since)) / 1000
    if (!driven) this.distance_m += metres
    this.anchor = { place, t }
  }
}
