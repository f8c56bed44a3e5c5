import { useSignal } from '@preact/signals'
import { division } from '../picture'
import { placeName } from '../session'
import { KindAndCalendar, RefusedNote } from './choices'
import { follow, schedules, unfollow } from './data'
import { t } from './messages'
import { calendarsOf } from './periods'
import { saying } from '../form/refusal'
import { TemplateList } from '../form/templates'
import { KINDS, type Calendar, type Kind } from './wire'

const LAST_DAY = 28
const BY_ITSELF = KINDS.filter((kind) => kind !== 'chief_record')

/** What is made by itself, and the templates: for those who issue. */
export function Automatic() {
  return (
    <div class="bulletin-settings">
      <Schedules />
      <Templates />
    </div>
  )
}

function Schedules() {
  const kind = useSignal<Kind>('bulletin')
  const calendar = useSignal<Calendar>('month')
  const day = useSignal(3)
  const parts = useSignal(false)
  const refused = useSignal<string | null>(null)

  function chosen(): Calendar {
    const calendars = calendarsOf(kind.value)
    return calendars.includes(calendar.value) ? calendar.value : calendars[0]!
  }

  async function add(event: Event) {
    event.preventDefault()
    const place = division.peek()
    if (place) refused.value = await saying(follow({ kind: kind.peek(), calendar: chosen(), division: place, day: day.peek(), parts: parts.peek() }))
  }

  return (
    <section>
      <h3>{t.value.automatic}</h3>
      <p class="hint">{t.value.automaticAbout}</p>
      <ul class="schedules">
        {schedules.data.value?.map((each) => (
          <li key={each.id}>
            <span>
              {placeName(each.division)} · {t.value.kinds[each.kind]} · {t.value.calendars[each.calendar]} · {each.day} · {each.parts ? t.value.parts : ''}
            </span>
            <span class="hint">{each.last_period ? t.value.last(each.last_period) : t.value.never}</span>
            <button type="button" class="link" onClick={async () => (refused.value = await saying(unfollow(each.id)))}>
              {t.value.remove}
            </button>
          </li>
        ))}
      </ul>
      <form class="bulletin-form" onSubmit={(event) => void add(event)}>
        <KindAndCalendar kind={kind} kinds={BY_ITSELF} calendar={calendar} chosen={chosen()} calendars={calendarsOf(kind.value)} />
        <label>
          {t.value.day}
          <input type="number" min={1} max={LAST_DAY} required value={day.value} onInput={(event) => (day.value = event.currentTarget.valueAsNumber)} />
        </label>
        <label class="bulletin-each">
          <input type="checkbox" checked={parts.value} onChange={(event) => (parts.value = event.currentTarget.checked)} />
          {t.value.parts}
        </label>
        <button type="submit" class="button">
          {t.value.add}
        </button>
        <RefusedNote words={refused.value} />
      </form>
    </section>
  )
}

function Templates() {
  return (
    <section>
      <h3>{t.value.templates}</h3>
      <p class="hint">{t.value.templatesAbout}</p>
      <TemplateList family="bulletin" />
    </section>
  )
}
