import type { Signal } from '@preact/signals'
import { Sketch } from '../map/sketch'
import { t } from './messages'
import type { Place, WholeIssue } from './wire'

const ISSUE_COLOUR = '#f6b73c'
const PICKED_COLOUR = '#1d63b0'

/** Where the issue is, and where its reader says that they take a step. */
export function IssuePlace({ issue, picked }: { issue: WholeIssue; picked: Signal<Place | null> }) {
  const points = [
    { id: issue.number, ...issue.position, colour: ISSUE_COLOUR },
    ...(picked.value ? [{ id: 'here', ...picked.value, colour: PICKED_COLOUR }] : []),
  ]
  return (
    <section class="issue-place">
      <h3>{t.value.where}</h3>
      <Sketch label={t.value.where} points={points} closest={15} onPlace={(place) => (picked.value = place)} />
    </section>
  )
}
