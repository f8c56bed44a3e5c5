import { count } from '../../shared/figures'
import { addressOf, show } from '../picture'
import { Trouble, Waiting } from '../states'
import { called } from '../table/columns'
import { LANE_NAMES, lanes, view, type Lane, type LanePart } from './data'
import { Deadline, tone } from './deadline'
import { t } from './messages'
import type { Issue } from './wire'

/** The board: a column each state, in each the most pressing first. */
export function Lanes() {
  const { data, failure, loading } = lanes
  if (failure.value) return <Trouble failure={failure.value} onRetry={lanes.reload} />
  const parts = data.value
  if (!parts) return <Waiting />
  return (
    <div class="lanes" aria-busy={loading.value} tabIndex={0} role="group" aria-label={t.value.views.board}>
      <div class="progress" data-busy={loading.value} role="status" />
      {LANE_NAMES.map((name) => parts[name] && <Column key={name} name={name} part={parts[name]} />)}
    </div>
  )
}

function Column({ name, part }: { name: Lane; part: LanePart }) {
  const text = t.value
  const rest = part.total - part.items.length
  return (
    <section class="lane" aria-label={text.lanes[name]}>
      <h3>
        {text.lanes[name]} <b>{count(part.total)}</b>
      </h3>
      <ul>
        {part.items.map((issue) => (
          <li key={issue.number}>
            <Card issue={issue} />
          </li>
        ))}
      </ul>
      {part.total === 0 && <p class="none">{text.empty}</p>}
      {rest > 0 && (
        <button type="button" class="link" onClick={() => view.set('table')}>
          {text.more(count(rest))}
        </button>
      )}
    </section>
  )
}

function Card({ issue }: { issue: Issue }) {
  const its = { selected: issue.number }
  const plain = (event: MouseEvent) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  return (
    <a
      class="issue-card"
      data-tone={tone(issue)}
      href={addressOf(its)}
      onClick={(event) => {
        if (!plain(event)) return
        event.preventDefault()
        show(its)
      }}
    >
      <strong>{issue.title}</strong>
      <span class="issue-where">
        {issue.division_name ?? issue.division} · {issue.place ?? called('issues', 'kind')(issue.kind)}
      </span>
      <span class="issue-line">
        <Deadline issue={issue} />
        {issue.severity !== 'minor' && <span class={`severity severity-${issue.severity === 'critical' ? 'grave' : 'doubt'}`}>{called('issues', 'severity')(issue.severity)}</span>}
        {issue.supervised_at && <span class="severity severity-grave">{t.value.supervised}</span>}
        <small>{issue.assignee?.name ?? issue.number}</small>
      </span>
    </a>
  )
}
