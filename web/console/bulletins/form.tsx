import { useComputed, useSignal } from '@preact/signals'
import { m } from '../messages'
import { division, today } from '../picture'
import { placeName } from '../session'
import { KindAndCalendar, RefusedNote } from './choices'
import { make } from './data'
import { t } from './messages'
import { calendarsOf, periodsOf } from './periods'
import { KINDS, type Calendar, type Kind } from './wire'
import { saying } from '../form/refusal'

/** What is to be made: which kind, over which period, of the division above or of one person. */
export function Form() {
  const kind = useSignal<Kind>('bulletin')
  const calendar = useSignal<Calendar>('month')
  const period = useSignal('')
  const officer = useSignal('')
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)
  const calendars = useComputed(() => calendarsOf(kind.value))
  const chosen = useComputed(() => (calendars.value.includes(calendar.value) ? calendar.value : calendars.value[0]!))
  const periods = useComputed(() => periodsOf(chosen.value, today.value))
  // The newest that is over, unless another was chosen.
  const wanted = useComputed(() => (periods.value.includes(period.value) ? period.value : periods.value[1]!))
  const ofPerson = kind.value === 'chief_record'

  async function submit(event: Event) {
    event.preventDefault()
    busy.value = true
    refused.value = await saying(make(kind.value, wanted.value, division.value, ofPerson ? officer.value.trim() : null))
    busy.value = false
  }

  return (
    <form class="bulletin-form" onSubmit={(event) => void submit(event)}>
      <KindAndCalendar kind={kind} kinds={KINDS} calendar={calendar} chosen={chosen.value} calendars={calendars.value} />
      <label>
        {t.value.period}
        <select value={wanted.value} onChange={(event) => (period.value = event.currentTarget.value)}>
          {periods.value.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      {ofPerson && (
        <label>
          {t.value.officer}
          <input required maxLength={64} placeholder={t.value.officerHint} value={officer.value} onInput={(event) => (officer.value = event.currentTarget.value)} />
        </label>
      )}
      <button type="submit" class="button button-main" disabled={busy.value}>
        {t.value.make}
      </button>
      {!ofPerson && <p class="hint">{t.value.place(division.value ? placeName(division.value) : m.value.divisions.whole)}</p>}
      <RefusedNote words={refused.value} />
    </form>
  )
}
