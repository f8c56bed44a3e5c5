import type { Day } from '../../shared/days'
import type { Post } from '../wire'

/** Reviews as the API sends them. */
export type ReviewState = 'open' | 'accepted' | 'rejected'
export const REVIEW_STATES: readonly ReviewState[] = ['open', 'accepted', 'rejected']
export type Decision = 'accepted' | 'rejected' | 'reopened'
export type Severity = 'remark' | 'notice' | 'doubt' | 'grave'

export interface Flag {
  code: string
  severity: Severity
  message: string
}

const GRAVEST: readonly Severity[] = ['grave', 'doubt', 'notice', 'remark']

/** Flags in the order in which a reviewer wants them. */
export function worstFirst(flags: readonly Flag[]): Flag[] {
  return [...flags].sort((a, b) => GRAVEST.indexOf(a.severity) - GRAVEST.indexOf(b.severity))
}

export interface Review {
  id: string
  officer: { username: string; name: string; post: Post }
  division: string
  division_name: string | null
  kind: 'river' | 'forest'
  patrolled_on: Day
  started_at: string
  ended_at: string
  received_at: string
  effective: boolean
  reasons: { message: string }[]
  distance_m: number
  duration_s: number
  severity: Severity
  flags: Flag[]
  review: ReviewState | null
  may_decide: boolean
}

export interface Queue {
  items: Review[]
  counts: Partial<Record<ReviewState, number>>
}

export interface Covered {
  code: string
  name: string | null
  share: number
  covered_m?: number
  shape: GeoJSON.Geometry
}

export interface WholeReview extends Review {
  device: { model?: string | null; os?: string | null; mock_location?: boolean }
  track: { t: number[]; lon: number[]; lat: number[]; accuracy_m: (number | null)[]; speed_mps: number[]; gaps: number[] }
  photos: { sha256: string; taken_at: string; lon: number | null; lat: number | null; here: boolean }[]
  segments: Covered[]
  plots: Covered[]
  others: { id: string; officer: string; patrolled_on: Day; lon: number[]; lat: number[] }[]
  history: { decision: Decision; words: string; at: string; by_name: string }[]
}
