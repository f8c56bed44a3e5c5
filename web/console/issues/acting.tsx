import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import { called } from '../table/columns'
import { counts, issue as loaded, lanes, issues } from './data'
import { StepFields } from './fields'
import { t } from './messages'
import { emptyStep, takeStep, type Step } from './steps'
import type { Place, WholeIssue } from './wire'

interface Props {
  issue: WholeIssue
  picked: Signal<Place | null>
}

/** The steps that the reader may take now, as the server says; one chosen, with what it must show. */
export function Acting({ issue, picked }: Props) {
  const action = useSignal<string | null>(null)
  const done = useSignal<string | null>(null)
  const word = called('issue-events', 'action')
  const chosen = action.value !== null && issue.actions.includes(action.value) ? action.value : null
  if (!issue.actions.length) return <p class="note">{t.value.cannot}</p>
  return (
    <section class="acting">
      <h3>{t.value.act}</h3>
      <div class="acting-steps" role="group" aria-label={t.value.choose}>
        {issue.actions.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === chosen}
            onClick={() => {
              action.value = each === chosen ? null : each
              done.value = null
            }}
          >
            {word(each)}
          </button>
        ))}
      </div>
      {chosen && (
        <Form
          key={chosen}
          issue={issue}
          action={chosen}
          picked={picked}
          onDone={() => {
            done.value = chosen
            action.value = null
            picked.value = null
          }}
        />
      )}
      {done.value && (
        <p class="note note-good" role="status">
          {t.value.done(word(done.value))}
        </p>
      )}
    </section>
  )
}

function Form({ issue, action, picked, onDone }: Props & { action: string; onDone: () => void }) {
  const step = useSignal<Step>(emptyStep)
  const busy = useSignal<string | null>(null)
  const refused = useSignal<{ message: string; fields: Record<string, string> } | null>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy.peek() !== null) return
    refused.value = null
    busy.value = t.value.busy
    try {
      await takeStep(issue, action, { ...step.peek(), position: picked.peek() }, (sent, all) => (busy.value = t.value.sending(sent, all)))
      for (const each of [loaded, counts, lanes, issues]) each.reload()
      onDone()
    } catch (failure) {
      refused.value = refusalOf(failure, m.value.unreachable.title)
    }
    busy.value = null
  }

  return (
    <form class="acting-form" onSubmit={submit} noValidate aria-label={called('issue-events', 'action')(action)}>
      <StepFields issue={issue} action={action} step={step} picked={picked} errors={refused.value?.fields ?? {}} />
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value.message}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={busy.value !== null}>
        {busy.value ?? t.value.submit(called('issue-events', 'action')(action))}
      </button>
    </form>
  )
}
