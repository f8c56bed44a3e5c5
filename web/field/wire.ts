/** The shapes of the server's JSON that the app reads and writes. */
export type Kind = 'river' | 'forest'

export interface Officer {
  username: string
  name: string
  post: string
  division: { code: string; name: string; level: string }
}

export interface Signed {
  token: string
  expires_at: string
  officer: Officer
}

/** A line in millionths of a degree: the first value absolute, then differences. */
export interface Steps {
  lon: number[]
  lat: number[]
}

export interface FieldSettings {
  may_patrol: boolean
  tolerance_m: number
  station_step_m: number
  bridge_stations: number
  crossing_m: number
  cell_m: number
  sight_m: number
  max_accuracy_m: number
  max_speed_mps: number
  gap_s: number
  max_photo_bytes: number
}

/** What makes a patrol or visit effective. */
export interface VisitAsks {
  min_duration_s: number
  min_distance_m: number
  min_own_share: number
}

export interface Rule extends VisitAsks {
  kind: Kind
  per?: 'object' | 'person'
  times: number
  period: 'day' | 'week' | 'ten_days' | 'month' | 'quarter' | 'half_year' | 'year'
  from: string
  to: string
}

export interface Category {
  kind: Kind
  code: string
  en: string
  group: string
  group_en: string
  problem: boolean
}

interface Own {
  code: string
  name: string | null
  division: string
  division_name: string | null
}

export interface Segment extends Own {
  river: string | null
  length_m: number
  line: Steps
}

export interface Plot extends Own {
  area_m2: number
  rings: Steps[]
}

export interface Duty {
  kind: Kind
  code: string
  required: number
  done: number
  last_visit_on: string | null
  from: string
  to: string
  /** What its own rule asks of a visit; absent in what an older server told. */
  asks?: VisitAsks | null
}

/** What the officer owes in person in a period. */
export interface PersonalDuty {
  kind: Kind
  required: number
  done: number
  from: string
  to: string
}

export interface OwnIssue {
  number: string
  kind: Kind
  category: string
  title: string
  state: string
  reported_at: string
  due_on: string | null
  object: string | null
  lon: number
  lat: number
  /** It was assigned to this officer. */
  mine?: boolean
  /** How many steps were taken; absent in what an older server told. */
  version?: number
}

export interface Person {
  username: string
  name: string
  post?: string
}

export interface IssueStep {
  action: string
  by: Person | null
  at: string
  opinion: string
  due_on: string | null
  photos: { sha256: string; stage: 'before' | 'after' | 'paper' }[]
}

/** An issue with its history and the steps that this officer may take now. */
export interface WholeIssue {
  number: string
  kind: Kind
  category: string
  severity: 'minor' | 'major' | 'critical'
  title: string
  text: string
  state: string
  division_name: string | null
  place: string | null
  assignee: Person | null
  due_on: string | null
  rectify_by: string | null
  /** The day that the assignee has asked for, until somebody decides; absent in what an older server told. */
  extension_to?: string | null
  position: { lon: number; lat: number }
  version: number
  events: IssueStep[]
  actions: string[]
}

/** What GET /sync gives; sections that did not change are absent. */
export interface Sync {
  cursor: string
  /** Changes when the server was put back to a backup. */
  epoch?: string
  server_time: string
  today: string
  settings: FieldSettings
  rules: Rule[]
  categories: Category[]
  segments: Segment[]
  plots: Plot[]
  duties: Duty[]
  /** Absent in what an older server told. */
  personal?: PersonalDuty[]
  issues: OwnIssue[]
}

export interface Position {
  lon: number
  lat: number
  accuracy_m: number
}

export interface Device {
  model: string
  os: string
  app: string
  mock_location: boolean
}

export interface PatrolBody {
  kind: Kind
  started_at: string
  ended_at: string
  device: Device
  track: { t0: number; dt: number[]; lon: number[]; lat: number[]; acc: number[] | null }
  observations: { id: string; category: string; text: string; at: string; position: Position | null }[]
  photos: { sha256: string; bytes: number; taken_at: string; observation_id: string | null; position: Position | null }[]
}

/** A patrol in the server's list of past ones. */
export interface Outing {
  id: string
  kind: Kind
  patrolled_on: string
  started_at: string
  ended_at: string
  status: 'awaiting_photos' | 'complete'
  effective: boolean
  reasons: Remark[]
  distance_m: number
  duration_s: number
  places: string[]
}

export interface OutingsPage {
  items: Outing[]
  next: string | null
}

export interface Remark {
  code: string
  message: string
}

export interface Receipt {
  id: string
  status: 'awaiting_photos' | 'complete'
  missing_photos: string[]
  /** Those that the server has checked and keeps: only they may go from the phone. */
  received_photos: string[]
  received_at: string
  effective: boolean
  reasons: Remark[]
  flags: Remark[]
  distance_m: number
  duration_s: number
  segments: { code: string; covered_m: number; share: number }[]
  plots: { code: string; share: number }[]
  /** The language of its sentences, which the phone notes. */
  language?: string
}
