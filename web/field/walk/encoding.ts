import type { Entry, Fix, Note, Patrol, Photo } from '../store/shapes'
import type { PatrolBody } from '../wire'

const DEGREE_STEPS = 1_000_000

/** The fixes among entries; gaps show on the wire as the time that passed. */
export function fixesOf(entries: Entry[]): Fix[] {
  return entries.filter((entry): entry is Fix => !('gap' in entry))
}

function differences(values: number[]): number[] {
  return values.map((value, at) => (at ? value - values[at - 1]! : value))
}

/** The track of the contract: whole numbers, the first absolute, then differences; accuracies as they are. */
export function trackOf(fixes: Fix[]): PatrolBody['track'] {
  const t0 = Math.round(fixes[0]?.t ?? 0)
  return {
    t0,
    dt: differences(fixes.map((fix) => Math.round((fix.t - t0) / 1000))),
    lon: differences(fixes.map((fix) => Math.round(fix.lon * DEGREE_STEPS))),
    lat: differences(fixes.map((fix) => Math.round(fix.lat * DEGREE_STEPS))),
    acc: fixes.map((fix) => Math.round(fix.acc)),
  }
}

const moment = (ms: number): string => new Date(ms).toISOString()

/** A finished patrol as it is sent: the same records always give the same body, however often it is sent. */
export function bodyOf(patrol: Patrol, entries: Entry[], notes: Note[], photos: Photo[]): PatrolBody {
  return {
    kind: patrol.kind,
    started_at: moment(patrol.started_at),
    ended_at: moment(patrol.ended_at ?? patrol.started_at),
    device: patrol.device,
    track: trackOf(fixesOf(entries)),
    observations: notes.map((note) => ({
      id: note.id,
      category: note.category ?? '其他',
      text: note.text,
      at: moment(note.at),
      position: note.position,
    })),
    photos: photos.map((photo) => ({
      sha256: photo.sha256,
      bytes: photo.bytes,
      taken_at: moment(photo.taken_at),
      observation_id: photo.note,
      position: photo.position,
    })),
  }
}
