import { carried, nameOf } from '../carried'
import { shortDay } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import type { Kind, OwnIssue } from '../wire'

/** Open issues of own segments and plots, with the way there. */
export function Issues({ kind }: { kind: Kind }) {
  const issues = carried.value?.sync.issues.filter((issue) => issue.kind === kind) ?? []
  if (!issues.length) return null
  return (
    <section aria-labelledby="issues">
      <h2 id="issues">{m.value.home.issues}</h2>
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
  const late = issue.due_on !== null && issue.due_on < today
  return (
    <li class="card card-issue">
      <div>
        <h3>{issue.category}</h3>
        <p>{issue.title}</p>
        <p>
          {issue.object && `${nameOf(issue.object)} · `}
          {m.value.issueStates[issue.state] ?? issue.state}
          {issue.due_on && ` · ${text.due(shortDay(issue.due_on))}`}
          {late && <strong class="late"> {text.overdue}</strong>}
        </p>
      </div>
      <a class="button-round" href={`geo:${issue.lat},${issue.lon}?q=${issue.lat},${issue.lon}`} aria-label={`${text.directions} ${issue.title}`}>
        <Icon name="route" />
      </a>
    </li>
  )
}
