import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import type { Day } from '../../../shared/days'
import { Field } from '../../form/field'
import { t as form } from '../../form/messages'
import { PersonPicker } from '../../form/person'
import { useSending } from '../../form/sending'
import { today } from '../../picture'
import { query } from '../../table/listing'
import { t } from './leave_messages'
import { enter, type Leave, substitute } from './leaves'
import { t as people } from './messages'
import type { WholeOfficer } from './wire'

/** Leave entered for an officer. */
export function Entering({ here, onEnd }: { here: WholeOfficer; onEnd: () => void }) {
  const first = useSignal(today.value)
  const last = useSignal(today.value)
  const reason = useSignal('')
  const days = { from: first.value, to: last.value }

  function begin(day: Day) {
    first.value = day
    if (last.peek() < day) last.value = day
  }

  return (
    <Form officer={here.username} days={days} stands={null} counts save={(substitute) => enter({ officer: here.username, ...days, reason: reason.peek(), substitute })} onEnd={onEnd}>
      {(errors) => (
        <>
          <Field label={people.value.from} required error={errors.from}>
            {(id) => <input id={id} type="date" required value={first.value} onInput={(event) => begin(event.currentTarget.value)} />}
          </Field>
          <Field label={people.value.to} required error={errors.to}>
            {(id) => <input id={id} type="date" required value={last.value} onInput={(event) => (last.value = event.currentTarget.value)} />}
          </Field>
          <Field label={t.value.reason} required error={errors.reason}>
            {(id) => <input id={id} required maxLength={500} value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />}
          </Field>
        </>
      )}
    </Form>
  )
}

/** Another substitute, or none, for leave in place. */
export function Changing({ leave, onEnd }: { leave: Leave; onEnd: () => void }) {
  return <Form officer={leave.officer} days={leave} stands={leave.substitute} counts={leave.approved_at !== null} save={(username) => substitute(leave, username)} onEnd={onEnd} />
}

interface Props {
  officer: string
  days: { from: Day; to: Day }
  stands: string | null
  /** Whether it counts at once: then days that are over are judged again. */
  counts: boolean
  save: (stands: string | null) => Promise<void>
  onEnd: () => void
  children?: (errors: Record<string, string>) => ComponentChildren
}

function Form({ officer, days: { from, to }, stands, counts, save, onEnd, children }: Props) {
  const chosen = useSignal(stands ?? '')
  const { busy, errors, refusal, onSubmit } = useSending(async () => {
    await save(chosen.peek() || null)
    onEnd()
  })

  return (
    <form class="admin-form admin-inside" aria-label={t.value.title} onSubmit={onSubmit}>
      {children?.(errors)}
      <PersonPicker label={t.value.substitute} from={`leaves/substitutes?${query({ officer, from, to })}`} value={chosen.value} error={errors.substitute} nobody={t.value.nobody} onChoose={(username) => (chosen.value = username)} />
      {counts && from !== '' && from < today.value && <p class="note note-warn">{t.value.past}</p>}
      {refusal}
      <div class="admin-acts">
        <button type="submit" class="button button-main" disabled={busy}>
          {people.value.save}
        </button>
        <button type="button" class="button" onClick={onEnd}>
          {form.value.no}
        </button>
      </div>
    </form>
  )
}
