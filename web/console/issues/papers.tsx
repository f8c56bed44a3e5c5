import { useSignal } from '@preact/signals'
import { call, file } from '../../shared/api'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import { moment } from '../../shared/zone'
import { issue as loaded } from './data'
import { t } from './messages'
import type { PaperKind, WholeIssue } from './wire'

/** The papers that were issued for it, as Word files, and those that its steps ask for and nobody has issued yet. */
export function Papers({ issue }: { issue: WholeIssue }) {
  // The letter of transfer belongs to the file of a handover, and is issued there.
  const left = issue.issuable.filter((kind) => !(kind === 'transfer_letter' && issue.actions.includes('hand_over')))
  if (!issue.papers.length && !left.length) return null
  return (
    <section>
      <h3>{t.value.papers}</h3>
      <ul class="issue-links">
        {issue.papers.map((paper) => (
          <li key={paper.id}>
            <button type="button" class="link" aria-label={t.value.downloaded(paper.number)} onClick={() => void file(`issues/${issue.number}/papers/${paper.id}`).catch(() => undefined)}>
              {paper.number}
            </button>
            <small>{moment(paper.issued_at)}</small>
          </li>
        ))}
      </ul>
      {left.length > 0 && <Issuing issue={issue} kinds={left} />}
    </section>
  )
}

function Issuing({ issue, kinds }: { issue: WholeIssue; kinds: PaperKind[] }) {
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)
  async function make(kind: PaperKind) {
    busy.value = true
    refused.value = null
    try {
      await call(`issues/${encodeURIComponent(issue.number)}/papers`, { method: 'POST', body: { kind } })
      loaded.reload()
    } catch (failure) {
      refused.value = refusalOf(failure, m.value.unreachable.title).message
    }
    busy.value = false
  }
  return (
    <>
      <div class="acting-steps">
        {kinds.map((kind) => (
          <button key={kind} type="button" disabled={busy.value} onClick={() => void make(kind)}>
            {t.value.makePaper(t.value.paperKinds[kind])}
          </button>
        ))}
      </div>
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
    </>
  )
}
