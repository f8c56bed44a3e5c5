import { daysBetween, daysLeft } from '../../shared/days'
import { carried, nameOf, wordOf } from '../carried'
import { cases } from '../cases'
import { shortDay } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { StateMark } from '../parts/state'
import { go } from '../place'
import { drafts, keyOf } from '../queue/steps'
import type { Kind, OwnIssue } from '../wire'

/** Issues that the officer was told to put right, with the way there: orders come before the round. */
export function AssignedIssues() {
  return <IssueList id="assigned" title={m.value.home.assigned} issues={open().filter(({ mine }) => mine).sort((a, b) => Number(isTheirs(a.state)) - Number(isTheirs(b.state)))} />
}

/** Other open issues of own segments or plots. */
export function OwnIssues({ kind }: { kind: Kind }) {
  return <IssueList id="issues" title={m.value.home.issues} issues={open().filter((issue) => !issue.mine && issue.kind === kind)} />
}

/** Turned in or handed over: the deadline that runs is somebody else's. */
export const isTheirs = (state: string): boolean => !['found', 'reported', 'accepted', 'assigned', 'rectifying'].includes(state)

const open = (): OwnIssue[] => carried.value?.sync.issues ?? []

function IssueList({ id, title, issues }: { id: string; title: string; issues: OwnIssue[] }) {
  if (!issues.length) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="cards">
        {issues.map((issue) => (
          <IssueCard key={issue.number} issue={issue} today={carried.value!.sync.today} />
        ))}
      </ul>
    </section>
  )
}

function IssueCard({ issue, today }: { issue: OwnIssue; today: string }) {
  const text = m.value.home
  const draft = drafts.value[keyOf(issue.number)]
  const until = cases.value?.of[issue.number]?.extension_to
  return (
    <li>
      <button type="button" class="card card-button card-issue" data-issue={issue.number} onClick={() => go('home', issue.number)}>
        <div>
          <h3>{wordOf(issue.category)}</h3>
          {issue.title !== issue.category && <p>{issue.title}</p>}
          <p>
            {issue.object && `${nameOf(issue.object)} · `}
            {issue.mine && issue.state === 'reviewing' ? m.value.cases.awaitsReview : (m.value.issueStates[issue.state] ?? issue.state)}
          </p>
          {issue.due_on && !(issue.mine && isTheirs(issue.state)) && <Deadline day={issue.due_on} today={today} />}
          {until && <p>{m.value.cases.extension(shortDay(until))}</p>}
          {(draft?.waiting || draft?.refusal) && <StateMark delivered="saved" refused={!draft.waiting} />}
        </div>
        <span class="card-way">
          <Icon name={issue.mine ? 'list' : 'route'} />
          {issue.mine ? m.value.cases.open : text.directions}
        </span>
      </button>
    </li>
  )
}

/** A day, and how long until then: today counts, as it does for what is owed in a period. */
export function Deadline({ day, today }: { day: string; today: string }) {
  const text = m.value.home
  const late = daysBetween(day, today)
  return (
    <p>
      {text.due(shortDay(day))} · <strong class={late > 0 ? 'late' : ''}>{late > 0 ? text.overdue(late) : text.daysLeft(daysLeft(today, day))}</strong>
    </p>
  )
}
