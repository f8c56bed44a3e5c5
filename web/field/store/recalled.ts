import type { PatrolBody, Receipt } from '../wire'
import { db, SAFELY } from './db'
import { told } from './patrols'
import type { Patrol } from './shapes'

const DEGREE_STEPS = 1_000_000

/** Puts a patrol that the server gave back beside those that this phone recorded, as one that has been verified. */
export async function storeRecalled(id: string, officer: string, record: PatrolBody, receipt: Receipt): Promise<void> {
  const write = (await db()).transaction(['patrols', 'fixes', 'notes', 'photos'], 'readwrite', SAFELY)
  if (await write.objectStore('patrols').get(id)) return
  void write.objectStore('patrols').put(patrolOf(id, officer, record, receipt))
  for (const fix of fixesOf(id, record.track)) void write.objectStore('fixes').put(fix)
  for (const { id: number, category, text, at, position } of record.observations) {
    void write.objectStore('notes').put({ id: number, patrol: id, category, text, at: Date.parse(at), position, draft: false })
  }
  const there = new Set(receipt.received_photos)
  for (const { sha256, bytes, taken_at, observation_id, position } of record.photos) {
    const delivered = there.has(sha256) ? 'verified' : 'saved'
    const rest = { type: 'image/jpeg', evidence: false, content: null, thumb: null, refusal: null }
    void write.objectStore('photos').put({ patrol: id, sha256, note: observation_id ?? '', bytes, taken_at: Date.parse(taken_at), position, delivered, ...rest })
  }
  await write.done
  told()
}

function patrolOf(id: string, officer: string, record: PatrolBody, receipt: Receipt): Patrol {
  const [started_at, ended_at] = [Date.parse(record.started_at), Date.parse(record.ended_at)]
  return {
    id,
    officer,
    kind: record.kind,
    phase: 'finished',
    started_at,
    ended_at,
    paused_at: null,
    paused_ms: 0,
    device: record.device,
    skew_ms: 0,
    walked: { distance_m: receipt.distance_m, duration_s: (ended_at - started_at) / 1000, shares: [] },
    delivered: 'verified',
    refusal: null,
    receipt,
    tries: 0,
    next_at: 0,
    verified_at: Date.now(),
    recalled: true,
  }
}

function fixesOf(patrol: string, { t0, dt, lon, lat, acc }: PatrolBody['track']) {
  let [seconds, east, north] = [0, 0, 0]
  return dt.map((step, n) => {
    seconds += step
    east += lon[n]!
    north += lat[n]!
    return { patrol, n, t: t0 + seconds * 1000, lon: east / DEGREE_STEPS, lat: north / DEGREE_STEPS, acc: acc?.[n] ?? 0 }
  })
}
