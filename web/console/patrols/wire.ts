import type { Day } from '../../shared/days'
import type { Post } from '../wire'

/** A patrol in a list, as the API sends it. */
export interface Patrol {
  id: string
  officer: { username: string; name: string; post: Post }
  division: string
  division_name: string | null
  kind: 'river' | 'forest'
  patrolled_on: Day
  started_at: string
  received_at: string
  effective: boolean
  distance_m: number
  duration_s: number
  photos: number
  photos_missing: number
  accuracy_m: number | null
  severity: 'remark' | 'notice' | 'doubt' | 'grave'
  review: 'open' | 'accepted' | 'rejected' | null
}
