export const KINDS = ['bulletin', 'forestry_statement', 'rectification_list', 'chief_record'] as const
export type Kind = (typeof KINDS)[number]
export const CALENDARS = ['month', 'quarter', 'half_year', 'year'] as const
export type Calendar = (typeof CALENDARS)[number]
export const FORMATS = ['pdf', 'docx', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

export interface Bulletin {
  id: number
  kind: Kind
  title: string | null
  period: string
  version: number
  division: string
  division_name: string | null
  officer: string | null
  officer_name: string | null
  first_on: string
  last_on: string
  state: 'waiting' | 'ready' | 'failed'
  failure: string | null
  data_at: string | null
  basis: { patrols: number; rejected_patrols: number; issues: number; works: number } | null
  asked_at: string
  asked_by: string | null
  issued_at: string | null
  issued_by: string | null
  formats: Format[]
}

export interface Schedule {
  id: number
  kind: Kind
  calendar: Calendar
  division: string
  day: number
  parts: boolean
  last_period: string | null
}
