import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { Field } from '../form/field'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import { today } from '../picture'
import { called } from '../table/columns'
import { draw, takeStep } from './data'
import { t } from './messages'
import type { Need, WholeWork } from './wire'

type Said = { opinion: string; reason: string; reference: string; done_on: string; area_mu: number | null }
type Refused = { message: string; fields: Record<string, string> } | null

const EMPTY: Said = { opinion: '', reason: '', reference: '', done_on: '', area_mu: null }

/** The steps and inspections that the reader may take now, as the server says. */
export function Acting({ work }: { work: WholeWork }) {
  const action = useSignal<string | null>(null)
  const done = useSignal<string | null>(null)
  const refused = useSignal<Refused>(null)
  const word = called('work-events', 'action')
  const text = t.value
  const chosen = action.value !== null && work.actions.includes(action.value) ? action.value : null
  if (!work.actions.length && !work.inspectable.length) return <p class="note">{text.cannot}</p>

  async function begin({ tier, kind }: WholeWork['inspectable'][number]) {
    refused.value = null
    await draw(work.id, tier, kind).then(
      () => void (done.value = text.drawn),
      (failure) => void (refused.value = refusalOf(failure, m.peek().unreachable.title)),
    )
  }

  return (
    <section class="acting">
      <h3>{text.act}</h3>
      <div class="acting-steps" role="group" aria-label={text.choose}>
        {work.actions.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === chosen}
            onClick={() => {
              action.value = each === chosen ? null : each
              done.value = refused.value = null
            }}
          >
            {word(each)}
          </button>
        ))}
      </div>
      {chosen && <Step key={chosen} work={work} action={chosen} onDone={() => ((done.value = text.done(word(chosen))), (action.value = null))} />}
      {!chosen && work.inspectable.length > 0 && (
        <>
          <h4>{text.inspect}</h4>
          <div class="acting-steps" role="group" aria-label={text.inspect}>
            {work.inspectable.map((each) => (
              <button key={each.tier + each.kind} type="button" onClick={() => void begin(each)}>
                {text.inspectAs(text.tiers[each.tier], text.kinds[each.kind])}
              </button>
            ))}
          </div>
        </>
      )}
      <Told refused={refused.value} />
      {done.value && (
        <p class="note note-good" role="status">
          {done.value}
        </p>
      )}
    </section>
  )
}

/** What the server had against it, with a sentence for each field that has no place on the form. */
export function Told({ refused, placed = [] }: { refused: Refused; placed?: readonly string[] }) {
  if (!refused) return null
  const others = Object.entries(refused.fields).flatMap(([field, said]) => (placed.includes(field) ? [] : [said]))
  return (
    <p class="note note-bad" role="alert">
      {[refused.message, ...others].join(' ')}
    </p>
  )
}

function Step({ work, action, onDone }: { work: WholeWork; action: string; onDone: () => void }) {
  const said = useSignal<Said>(EMPTY)
  const busy = useSignal(false)
  const refused = useSignal<Refused>(null)
  const text = t.value

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy.peek()) return
    busy.value = true
    refused.value = null
    await takeStep(work.id, action, said.peek(), work.version).then(onDone, (failure) => void (refused.value = refusalOf(failure, m.peek().unreachable.title)))
    busy.value = false
  }

  return (
    <form class="acting-form" onSubmit={submit} noValidate aria-label={called('work-events', 'action')(action)}>
      <StepFields needs={work.needs[action] ?? []} said={said} errors={refused.value?.fields ?? {}} />
      <Told refused={refused.value} placed={Object.keys(EMPTY)} />
      <button type="submit" class="button button-main" disabled={busy.value}>
        {busy.value ? text.busy : text.submit(called('work-events', 'action')(action))}
      </button>
    </form>
  )
}

function StepFields({ needs, said, errors }: { needs: readonly Need[]; said: Signal<Said>; errors: Record<string, string> }) {
  const text = t.value
  const set = (change: Partial<Said>) => (said.value = { ...said.peek(), ...change })
  const has = (need: Need) => needs.includes(need)
  return (
    <>
      {has('reference') && (
        <Field label={text.reference} required error={errors.reference}>
          {(id) => <input id={id} maxLength={200} onInput={(event) => set({ reference: event.currentTarget.value.trim() })} />}
        </Field>
      )}
      {has('done_on') && (
        <Field label={text.doneOn} required error={errors.done_on}>
          {(id) => <input id={id} type="date" max={today.value} onInput={(event) => set({ done_on: event.currentTarget.value })} />}
        </Field>
      )}
      {(has('area') || has('loss')) && (
        <Field label={has('loss') ? text.lost : text.area} required error={errors.area_mu}>
          {(id) => <input id={id} type="number" min={0} step={0.01} onInput={(event) => set({ area_mu: event.currentTarget.valueAsNumber })} />}
        </Field>
      )}
      {has('reason') && (
        <Field label={text.reason} required error={errors.reason}>
          {(id) => <input id={id} maxLength={400} onInput={(event) => set({ reason: event.currentTarget.value })} />}
        </Field>
      )}
      <Field label={text.opinion} required={has('opinion')} error={errors.opinion}>
        {(id) => <textarea id={id} rows={2} maxLength={4000} onInput={(event) => set({ opinion: event.currentTarget.value })} />}
      </Field>
    </>
  )
}
