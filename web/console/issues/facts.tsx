import { FactList } from '../facts'
import { count } from '../../shared/figures'
import { show } from '../picture'
import { placeName } from '../session'
import { moment } from '../../shared/zone'
import { called } from '../table/columns'
import { t } from './messages'
import type { WholeIssue } from './wire'

/** What is known of an issue, in rows. */
export function Facts({ issue }: { issue: WholeIssue }) {
  const text = t.value
  const rows: [string, string | null][] = [
    [text.category, issue.category],
    [text.severity, called('issues', 'severity')(issue.severity)],
    [text.division, placeName(issue.division)],
    [text.place, issue.place],
    [text.area, issue.area_m2 === null ? null : `${count(issue.area_m2)} ${text.m2}`],
    [text.source, called('issues', 'source')(issue.source)],
    [text.reported, [issue.reported_by?.name, moment(issue.reported_at)].filter(Boolean).join(' · ')],
    [text.assignee, issue.assignee?.name ?? null],
    [text.stepDue, issue.due_on],
    [text.rectifyBy, issue.rectify_by],
    [text.extension, issue.extension_to],
    [text.zoning, issue.zoning.map(({ name }) => name).join('、') || null],
  ]
  return <FactList title={text.facts} rows={rows} />
}

/** Open issues of the same category near by, which may be the same. */
export function Nearby({ issue }: { issue: WholeIssue }) {
  if (!issue.nearby.length) return null
  return (
    <section>
      <h3>{t.value.nearby}</h3>
      <ul class="issue-links">
        {issue.nearby.map((near) => (
          <li key={near.number}>
            <button type="button" class="link" onClick={() => show({ selected: near.number })}>
              {near.title}
            </button>
            <small>{t.value.away(count(near.distance_m))}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
