import type { Device, Kind, Position, Receipt, Signed, Sync } from '../wire'

/** Where a record is: on the phone, at the server, or at the server with a receipt that says so. */
export type Delivered = 'saved' | 'uploaded' | 'verified'

/** Why the server would not take something, in its own words. */
export interface Refusal {
  status: number
  message: string
  fields: Record<string, string>
}

/** One outing. Its fixes, notes and photos lie in stores of their own. */
export interface Patrol {
  id: string
  officer: string
  kind: Kind
  phase: 'recording' | 'paused' | 'finished'
  started_at: number
  ended_at: number | null
  paused_at: number | null
  paused_ms: number
  device: Device
  /** What the phone's clock lacked against the server's, in ms; null: not compared while the app was open. */
  skew_ms: number | null
  /** How far it was ahead of the receiver's, ms: the track counts by the receiver. */
  ahead_ms?: number
  /** Its times were moved by the clock's error: once is all that this can mend. */
  straightened?: boolean
  walked: Walked | null
  delivered: Delivered
  refusal: Refusal | null
  receipt: Receipt | null
  tries: number
  /** Not before this moment (ms) is it sent again. */
  next_at: number
  /** `next_at` is what the server asked for (Retry-After), not our own patience. */
  retry_after?: boolean
  verified_at: number | null
  /** The numbers of the issues that its notes were reported as, by note, where the patrol itself has no track. */
  reported?: Record<string, string>
  /** Recorded on another phone, or on this one before it was emptied: the server gave it back. */
  recalled?: boolean
}

/** What the phone itself made of a patrol. */
export interface Walked {
  distance_m: number
  duration_s: number
  shares: { code: string; share: number }[]
}

/** One position (epoch ms, degrees, metres), or the start of a gap at that time. */
export type Entry = Fix | Gap
export interface Fix {
  patrol: string
  n: number
  t: number
  lon: number
  lat: number
  acc: number
}
export interface Gap {
  patrol: string
  n: number
  t: number
  gap: true
}

export interface Note {
  id: string
  patrol: string
  category: string | null
  text: string
  at: number
  position: Position | null
  /** Still being written: shown again after a reload. */
  draft: boolean
}

/** What photos are taken for: a note of a patrol, or a step of an issue. */
export type PhotosOf = Pick<Note, 'id' | 'patrol'>

export interface Photo {
  patrol: string
  sha256: string
  note: string
  bytes: number
  type: string
  taken_at: number
  position: Position | null
  evidence: boolean
  /** null once the server's receipt made it safe to let go. */
  content: Blob | null
  thumb: Blob | null
  delivered: Delivered
  refusal: Refusal | null
  /** The server lost its bytes after the phone had let go of them. */
  lost?: boolean
  /** Where the server takes the rest of a large photo (tus). */
  upload?: string | null
}

/** The signed-in officer; `expired` once the server no longer knows the token. */
export interface Session extends Signed {
  expired: boolean
}

/** The browser dropped this phone's database; `outing`: when the patrol began that was under way, ms. */
export interface Emptied {
  at: number
  outing: number | null
}

/** What the last syncs gave, whole, and when. */
export interface Carried {
  officer: string
  at: number
  etag: string | null
  sync: Sync
  /** Segments and plots that stopped being this officer's, until it was read. */
  gone?: { code: string; name: string | null }[]
}
