import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { choice, maybe, text } from '../parameters'
import { division, selected, tab, today } from '../picture'
import { session, whenOut } from '../session'
import { joined, listing, query } from '../table/listing'
import type { Issue, IssueState, Report, WholeIssue } from './wire'

/** The columns of the board from left to right, each with the states that stand in it. */
export const LANES = {
  reported: ['found', 'reported'],
  accepted: ['accepted'],
  assigned: ['assigned'],
  rectifying: ['rectifying'],
  reviewing: ['reviewing'],
  handover: ['handover_proposed', 'handover_approved', 'handed_over', 'declined', 'reconsidering', 'decline_upheld', 'filing_supervised', 'case_filed'],
  closed: ['closed'],
} as const satisfies Record<string, readonly IssueState[]>
export type Lane = keyof typeof LANES
export const LANE_NAMES = Object.keys(LANES) as Lane[]

const OPEN: readonly IssueState[] = LANE_NAMES.filter((lane) => lane !== 'closed').flatMap((lane) => LANES[lane])

export const view = choice('view', ['board', 'table'], 'board')
export const WHICH = ['open', 'overdue', 'today', 'mine', 'closed', 'all'] as const
export type Which = (typeof WHICH)[number]
export const which = choice<Which>('which', WHICH, 'open')
export const kind = maybe('kind', ['river', 'forest'])
export const severity = maybe('severity', ['minor', 'major', 'critical'])
export const alert = maybe('alert', ['yellow', 'orange', 'red'])
export const source = maybe('source', ['patrol', 'public', 'inspection', 'assigned', 'remote_sensing', 'office'])
export const words = text('q')
/** What is open instead of the lists: the way in for a rectification list. */
export const doing = maybe('doing', ['list'])
/** The days of report that another board was looking at; no control of its own. */
export const reportedFrom = text('reported_from')
export const reportedTo = text('reported_to')

function of(each: Which): Record<string, string | null> {
  switch (each) {
    case 'open':
      return { state: OPEN.join(',') }
    case 'overdue':
      return { overdue: 'true' }
    case 'today':
      return { due_by: today.value, overdue: 'false' }
    case 'mine':
      return { assignee: 'me', state: OPEN.join(',') }
    case 'closed':
      return { state: 'closed' }
    case 'all':
      return {}
  }
}

const narrowed = computed(() =>
  query({
    division: division.value,
    kind: kind.value,
    severity: severity.value,
    alert: alert.value,
    source: source.value,
    text: words.value,
    from: reportedFrom.value,
    to: reportedTo.value,
  }),
)

const here = computed(() => session.value.state === 'in' && tab.value === 'issues' && selected.value === null)

export const issues = listing<Issue>({
  table: () => 'issues',
  path: () => (here.value && view.value === 'table' ? joined(joined('issues', query(of(which.value))), narrowed.value) : null),
  usual: 'due_on',
})

/** The list on screen as a workbook in which the next steps can be filled in. */
export const toFillIn = computed(() => joined(joined('issues.xlsx', query(of(which.value))), narrowed.value))

/** Tries the steps that a filled-in list says; `write` takes them, all or none. */
export async function takeList(list: File, write: boolean): Promise<Report> {
  const report = await call<Report>(`issues/import?dry_run=${!write}`, { method: 'POST', body: list })
  if (report.written) for (const each of [issues, counts, lanes]) each.reload()
  return report
}

/** How many there are of each kind of list, for the buttons above it. */
export const counts = load(
  () => (here.value ? narrowed.value || 'all' : null),
  async (asked, abort) => {
    const filters = asked === 'all' ? '' : asked
    const found = await Promise.all(WHICH.map((each) => call<{ total: number }>(joined(joined('issues?sort=number&limit=1', query(of(each))), filters), { abort })))
    return Object.fromEntries(WHICH.map((each, at) => [each, found[at]!.total])) as Record<Which, number>
  },
)

export interface LanePart {
  items: Issue[]
  total: number
}
const LANE_ROWS = 30

/** The first issues of each column, the most pressing first; of the closed the last ones. */
export const lanes = load(
  () => {
    if (!here.value || view.value !== 'board') return null
    return `${which.value}|${narrowed.value}`
  },
  async (asked, abort) => {
    const [each, filters] = asked.split('|') as [Which, string]
    const { state: _, ...others } = of(each)
    const shownLanes = lanesOf(each)
    const parts = await Promise.all(
      shownLanes.map((lane) => {
        const sort = lane === 'closed' ? '-closed_at' : 'due_on'
        return call<LanePart>(joined(joined(`issues?sort=${sort}&limit=${LANE_ROWS}&state=${LANES[lane].join(',')}`, query(others)), filters), { abort })
      }),
    )
    return Object.fromEntries(shownLanes.map((lane, at) => [lane, parts[at]!])) as Partial<Record<Lane, LanePart>>
  },
)

/** The columns that a list of this kind can have issues in. */
function lanesOf(each: Which): readonly Lane[] {
  if (each === 'closed') return ['closed']
  return each === 'all' ? LANE_NAMES : LANE_NAMES.filter((lane) => lane !== 'closed')
}

/** The issue on screen, with its history and what the reader may do now. */
export const issue = load(
  () => (session.value.state === 'in' && tab.value === 'issues' && selected.value ? selected.value : null),
  (number, abort) => call<WholeIssue>(`issues/${encodeURIComponent(number)}`, { abort }),
)

for (const each of [counts, lanes, issue]) whenOut(each.forget)
