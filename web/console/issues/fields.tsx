import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Field } from '../form/field'
import { PersonPicker } from '../form/person'
import { today } from '../picture'
import { wordsOf } from '../table/columns'
import { CaseFile } from './file'
import { t } from './messages'
import { PhotoField, PositionField } from './evidence'
import type { Step } from './steps'
import type { Need, Place, WholeIssue } from './wire'

/** Steps that set a day, which the server takes from the clock of the step where none is given. */
const WITH_DAY = ['assign', 'reassign', 'return', 'grant_extension']
/** Of these a day that is not given stays as it was, unless it is over. */
const KEEPING = ['return', 'reassign']
/** What the police decline may come with the number of their paper. */
const DECLINES = ['decline_case', 'uphold_decline']
const AUTHORITIES = ['enforcement', 'police'] as const

interface Props {
  issue: WholeIssue
  action: string
  step: Signal<Step>
  picked: Signal<Place | null>
  errors: Record<string, string>
}

/** What a step must show, and what it may: only the fields that belong to it. */
export function StepFields({ issue, action, step, picked, errors }: Props) {
  const text = t.value
  const needs = issue.needs[action] ?? []
  const has = (need: Need) => needs.includes(need)
  const set = (change: Partial<Step>) => (step.value = { ...step.peek(), ...change })
  const now = step.value
  const answering = (role: string) => `issues/${encodeURIComponent(issue.number)}/answering?as=${role}`
  const kept = KEEPING.includes(action) ? issue.rectify_by : null
  const over = kept !== null && kept < today.value
  const dueHint = kept === null ? text.dueHint : over ? text.dueOver(kept) : text.dueKept(kept)
  return (
    <>
      {has('assignee') && <PersonPicker label={text.person} from={answering('assignee')} own={text.own} value={now.assignee} error={errors.assignee} onChoose={(assignee) => set({ assignee })} />}
      {has('authority') && (
        <Field label={text.authority} required error={errors.authority}>
          {(id) => (
            <select id={id} value={now.authority} onChange={(event) => set({ authority: event.currentTarget.value })}>
              <option value="" />
              {AUTHORITIES.map((each) => (
                <option key={each} value={each}>
                  {text.authorities[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {has('partner') && <PersonPicker label={text.partner} from={answering('partner')} own={text.own} value={now.partner} error={errors.partner} onChoose={(partner) => set({ partner })} />}
      {has('papers') && <CaseFile issue={issue} step={step} errors={errors} />}
      {has('into') && <Line label={text.into} value={now.into} error={errors.into} required list={issue.nearby.map(({ number }) => number)} onInput={(into) => set({ into })} />}
      {DECLINES.includes(action) && (
        <Line label={text.declineReference} value={now.reference} error={errors.reference} onInput={(reference) => set({ reference })} />
      )}
      {has('reference') && <Line label={text.reference} value={now.reference} error={errors.reference} required onInput={(reference) => set({ reference })} />}
      {(has('due_on') || has('later_due_on') || WITH_DAY.includes(action)) && (
        <Field label={has('later_due_on') ? text.laterDueOn : text.dueOn} required={has('later_due_on') || over} hint={WITH_DAY.includes(action) ? dueHint : undefined} error={errors.due_on}>
          {(id) => <input id={id} type="date" min={today.value} value={now.due_on} onInput={(event) => set({ due_on: event.currentTarget.value })} />}
        </Field>
      )}
      {action === 'accept' && (
        <Field label={text.severityAs}>
          {(id) => (
            <select id={id} value={now.severity || issue.severity} onChange={(event) => set({ severity: event.currentTarget.value })}>
              {wordsOf('issues', 'severity').map(([code, word]) => (
                <option key={code} value={code}>
                  {word}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={text.opinion} required={has('opinion')} error={errors.opinion}>
        {(id) => <textarea id={id} rows={3} maxLength={4000} value={now.opinion} onInput={(event) => set({ opinion: event.currentTarget.value })} />}
      </Field>
      {issue.source === 'public' && (action === 'close' || action === 'reject') && (
        <Field label={text.reply} error={errors.public_reply}>
          {(id) => <textarea id={id} rows={2} maxLength={1000} value={now.public_reply} onInput={(event) => set({ public_reply: event.currentTarget.value })} />}
        </Field>
      )}
      <PhotoField issue={issue} action={action} photos={now.photos} error={errors.photos} onChange={(photos) => set({ photos })} />
      {(has('position') || has('rechecked') || picked.value) && <PositionField picked={picked} required={has('position') || has('rechecked')} error={errors.position} />}
    </>
  )
}

interface LineProps {
  label: string
  value: string
  error?: string | undefined
  required?: boolean
  list?: string[]
  onInput: (text: string) => void
}

function Line({ label, value, error, required = false, list = [], onInput }: LineProps) {
  const known = useId()
  return (
    <Field label={label} required={required} error={error}>
      {(id) => (
        <>
          <input id={id} value={value} list={known} maxLength={200} onInput={(event) => onInput(event.currentTarget.value.trim())} />
          <datalist id={known}>
            {list.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
