import { daysBetween } from '../../shared/days'
import { today } from '../picture'
import { t } from './messages'
import type { Issue } from './wire'

const SOON_DAYS = 2

export type Tone = 'red' | 'orange' | 'yellow' | 'soon' | 'plain'

/** How pressing an issue is: the level its lateness has come to, then what is due within two days. */
export function tone({ alert, overdue, due_on, state }: Issue): Tone {
  if (state === 'closed' || state === 'invalid' || state === 'merged') return 'plain'
  if (overdue) return alert ?? 'yellow'
  return due_on && daysBetween(today.value, due_on) <= SOON_DAYS ? 'soon' : 'plain'
}

/** How long there still is, or how long it has been late, in the colour of its level. */
export function Deadline({ issue }: { issue: Issue }) {
  const { due_on, overdue } = issue
  if (!due_on) return <span class="none">{t.value.noDue}</span>
  const days = daysBetween(today.value, due_on)
  const said = overdue ? (days < 0 ? t.value.late(-days) : t.value.lateToday) : t.value.left(days)
  const its = tone(issue)
  return (
    <span class={`deadline deadline-${its}`} title={t.value.due(due_on)}>
      {its === 'plain' && !overdue ? due_on.slice(5) : said}
    </span>
  )
}
