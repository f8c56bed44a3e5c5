import type { Day } from '../../shared/days'
import type { Post } from '../wire'

/** Issues as the API sends them. */
export type IssueState =
  | 'found'
  | 'reported'
  | 'accepted'
  | 'assigned'
  | 'rectifying'
  | 'reviewing'
  | 'handover_proposed'
  | 'handover_approved'
  | 'handed_over'
  | 'declined'
  | 'reconsidering'
  | 'decline_upheld'
  | 'filing_supervised'
  | 'case_filed'
  | 'closed'
  | 'invalid'
  | 'merged'

export interface Person {
  username: string
  name: string
  post?: Post
}

export interface Place {
  lon: number
  lat: number
}

export interface Issue {
  number: string
  kind: 'river' | 'forest'
  category: string
  severity: 'minor' | 'major' | 'critical'
  source: string
  title: string
  text: string
  area_m2: number | null
  state: IssueState
  division: string
  division_name: string | null
  segment: string | null
  plot: string | null
  place: string | null
  reported_by: Person | null
  reported_at: string
  assignee: Person | null
  due_on: Day | null
  rectify_by: Day | null
  overdue: boolean
  alert: 'yellow' | 'orange' | 'red' | null
  extension_to: Day | null
  supervised_at: string | null
  merged_into: string | null
  closed_at: string | null
  position: Place
  version: number
}

export type Stage = 'before' | 'after' | 'paper'

export interface IssueEvent {
  action: string
  state: IssueState
  by: Person | null
  at: string
  opinion: string
  due_on: Day | null
  assignee: Person | null
  distance_m: number | null
  detail: Record<string, unknown> & { reference?: string; extension_lapsed?: string; papers?: PaperName[]; paper_numbers?: Partial<Record<PaperName, string>> }
  photos: { sha256: string; stage: Stage }[]
}

export interface Paper {
  id: number
  kind: string
  number: string
  issued_at: string
  issued_by: string
}

export const PAPERS = ['transfer_letter', 'investigation_report', 'item_list', 'appraisal', 'other'] as const
export type PaperName = (typeof PAPERS)[number]

/** What a step can be asked to show. */
export type Need =
  | 'opinion'
  | 'due_on'
  | 'later_due_on'
  | 'assignee'
  | 'into'
  | 'position'
  | 'before_photo'
  | 'after_photo'
  | 'rechecked'
  | 'authority'
  | 'partner'
  | 'papers'
  | 'transfer_letter'
  | 'reference'

export type PaperKind =
  | 'supervision_letter'
  | 'rectification_notice'
  | 'transfer_letter'
  | 'transfer_receipt'
  | 'filing_notice'
  | 'reconsideration_request'
  | 'filing_supervision_letter'
  | 'closing_form'

export interface WholeIssue extends Issue {
  events: IssueEvent[]
  papers: Paper[]
  issuable: PaperKind[]
  zoning: { code: string; name: string; category: string }[]
  actions: string[]
  needs: Record<string, Need[]>
  nearby: { number: string; title: string; state: IssueState; distance_m: number }[]
}

/** What became, or would become, of a line of a rectification list. */
export interface Line {
  row: number
  number: string
  action: string
  state: IssueState | null
  message: string | null
  errors: Record<string, string>
}

export interface Report {
  written: boolean
  steps: number
  refused: number
  unchanged: number
  items: Line[]
  /** Rows in which columns were changed that a list does not change. */
  ignored: { row: number; number: string; columns: string[]; message: string }[]
  /** Headings that a list does not have. */
  unknown_columns: string[]
}
