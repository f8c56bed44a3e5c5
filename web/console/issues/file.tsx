import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { call } from '../../shared/api'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import { issue as loaded } from './data'
import { t } from './messages'
import type { Step } from './steps'
import { PAPERS, type PaperName, type WholeIssue } from './wire'

interface Props {
  issue: WholeIssue
  step: Signal<Step>
  errors: Record<string, string>
}

/** The papers of a handover: the letter is issued here, the others are named with the numbers that they have. */
export function CaseFile({ issue, step, errors }: Props) {
  const { papers, paper_numbers: numbers } = step.value
  const set = (change: Partial<Step>) => (step.value = { ...step.peek(), ...change })
  const error = errors.papers ?? errors.paper_numbers
  const choose = (each: PaperName, yes: boolean) => set({ papers: yes ? [...papers, each] : papers.filter((other) => other !== each) })
  return (
    <fieldset class="field" data-wrong={error !== undefined}>
      <legend>{t.value.files}</legend>
      {issue.needs.hand_over?.includes('transfer_letter') && <Letter issue={issue} />}
      {PAPERS.map((each) => (
        <div key={each} class="field-file">
          <label class="field-check">
            <input type="checkbox" checked={papers.includes(each)} onChange={(event) => choose(each, event.currentTarget.checked)} />
            {t.value.fileKinds[each]}
          </label>
          {each !== 'transfer_letter' && papers.includes(each) && (
            <input
              aria-label={t.value.fileNumber(t.value.fileKinds[each])}
              placeholder={t.value.number}
              maxLength={100}
              value={numbers[each] ?? ''}
              onInput={(event) => set({ paper_numbers: { ...numbers, [each]: event.currentTarget.value.trim() } })}
            />
          )}
        </div>
      ))}
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  )
}

function Letter({ issue }: { issue: WholeIssue }) {
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)
  async function make() {
    busy.value = true
    refused.value = null
    try {
      await call(`issues/${encodeURIComponent(issue.number)}/papers`, { method: 'POST', body: { kind: 'transfer_letter' } })
      loaded.reload()
    } catch (failure) {
      refused.value = refusalOf(failure, m.value.unreachable.title).message
    }
    busy.value = false
  }
  return (
    <>
      <button type="button" class="button" disabled={busy.value} onClick={() => void make()}>
        {t.value.makeLetter}
      </button>
      {refused.value && <p class="field-error">{refused.value}</p>}
    </>
  )
}
