import type { Day } from '../../shared/days'
import type { Box, Level, Summary, TargetStatus, WorkType } from '../wire'

/** What /screens/figures sends: nothing in it names a person. */
export interface Figures {
  division: { code: string; name: string; level: Level; bbox: Box | null }
  version: string
  at: string
  /** The county's time zone: what the screen itself is set to may be another. */
  zone: string
  day: Day
  from: Day
  summary: Summary
  today: {
    out: number
    patrols: number
    effective_patrols: number
    photos: number
    issues_reported: number
    issues_due: number
    issues_overdue: number
    issues_open: number
  }
  days: readonly { on: Day; patrols: number; effective: number }[]
  duties: readonly { name: string | null; owed: number; missing: number; rate: number }[]
  late: readonly {
    number: string
    category: string
    severity: 'minor' | 'major' | 'critical'
    state: string
    division_name: string | null
    due_on: Day | null
    late_days: number
  }[]
  targets: readonly {
    work_type: WorkType
    target_mu: number
    reported_mu: number
    progress: number | null
    pace: number | null
    status: TargetStatus
  }[]
}
