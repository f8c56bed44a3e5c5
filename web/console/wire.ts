import type { Day } from '../shared/days'

/** What the API sends, as it sends it. Bounding boxes are west, south, east, north in degrees. */
export type Box = [number, number, number, number]

export type Level = 'county' | 'township' | 'village'

export type Post =
  | 'ranger'
  | 'patroller'
  | 'village_chief'
  | 'township_chief'
  | 'county_chief'
  | 'supervision'
  | 'office'
  | 'gis'
  | 'supervisor'
  | 'auditor'
  | 'admin'

export interface Division {
  code: string
  name: string
  level: Level
  parent: string | null
  bbox: Box | null
}

export type CoverageStatus = 'unvisited' | 'behind' | 'partial' | 'covered'
export const STATUSES: readonly CoverageStatus[] = ['unvisited', 'behind', 'partial', 'covered']

export type Quota = 'met' | 'due' | 'behind' | 'missed' | 'none'

interface Covered {
  code: string
  name: string | null
  division: string
  share: number
  visits: number
  effective_visits: number
  credited: number
  required: number
  last_visit_on: Day | null
  last_effective_on: Day | null
  idle_days: number | null
  status: CoverageStatus
  quota: Quota
  bbox: Box | null
  division_name?: string | null
  /** In a table of two periods: the share in the earlier one, null where it did not exist then. */
  share_then?: number | null
}

export interface Segment extends Covered {
  river: string | null
  length_m: number
  covered_m: number
}

export interface Plot extends Covered {
  area_m2: number
  cells: number
  cells_visited: number
}

/** A part of a table of coverage, with sums over all its rows; what the counts are of is told by the API's description. */
export interface CoverageList {
  items: (Segment | Plot)[]
  total: number
  whole: number
  skip: number
  size: number
  walked_m: number
  statuses: Record<CoverageStatus, number>
  shares: number[]
  idle: number[]
  quotas: number[]
}

export interface Summary {
  segments: number
  length_m: number
  covered_m: number
  share: number
  unvisited_segments: number
  plots: number
  unvisited_plots: number
  cells: number
  cells_visited: number
  patrols: number
  effective_patrols: number
  patrol_distance_m: number
  open_issues: number
  overdue_issues: number
}

export type WorkType = 'afforestation' | 'tending' | 'restoration' | 'closing'
export type TargetStatus = 'ahead' | 'on_pace' | 'behind' | 'done' | 'no_target'

export interface Target {
  division: string
  name: string
  level: Level
  work_type: WorkType
  target_mu: number
  reported_mu: number
  credited_mu: number
  measured_mu: number
  verified_mu: number
  qualified_mu: number
  progress: number | null
  pace: number | null
  status: TargetStatus
}

/** Who walks, or answers for something. */
export interface Person {
  username: string
  name: string
  post: Post
}

export interface Walker extends Person {
  division: string
}

/** A part of a segment that nobody walked, in metres from the segment's beginning. */
export interface Stretch {
  id: number
  code: string
  name: string | null
  river: string | null
  division: string
  stakes: string | null
  from_m: number
  to_m: number
  length_m: number
  last_walked_on: Day | null
  bbox: Box
  officers: readonly Person[]
}

export interface Stretches {
  items: Stretch[]
  count: number
  length_m: number
}
