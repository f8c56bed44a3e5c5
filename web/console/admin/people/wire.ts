import type { Day } from '../../../shared/days'
import type { Post } from '../../wire'

/** Officers as those who keep them see them. */
export interface Officer {
  username: string
  name: string
  post: Post
  division: string
  division_name: string | null
  phone: string | null
  office_title: string | null
  office_phone: string | null
  active: boolean
  has_password: boolean
  segments: number
  plots: number
  last_seen_at: string | null
  /** The last day of the leave that they are on today. */
  away_until: Day | null
  tries: number
}

export interface Duty {
  id: number
  kind: 'segment' | 'plot'
  code: string
  name: string | null
  post: Post
  valid_from: Day
  valid_to: Day | null
}

export interface Device {
  id: number
  device: string
  created_at: string
  last_used_at: string | null
  expires_at: string
}

export interface WholeOfficer extends Officer {
  /** Issues assigned to them that are not ended; approved leave, running or to come, in which they are the substitute. */
  open_issues: number
  stands_in: number
  devices: Device[]
  assignments: Duty[]
}

/** A password to hand over, told once. */
export interface Password {
  username: string
  password: string
}

/** What became, or would become, of a row of a list. */
export interface Outcome {
  row: number
  username: string
  name: string
  password: string | null
  message: string | null
  errors: Record<string, string>
}

export interface Outcomes {
  written: boolean
  items: Outcome[]
}
