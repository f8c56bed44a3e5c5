import { useSignal } from '@preact/signals'
import { division } from '../picture'
import { placeName } from '../session'
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

  async function add(event: Event) {
    event.preventDefault()
    const calendars = calendarsOf(kind.peek())
    const chosen = calendars.includes(calendar.peek()) ? calendar.peek() : calendars[0]!
    const place = division.peek()
    if (place) refused.value = await saying(follow({ kind: kind.peek(), calendar: chosen, division: place, day: day.peek(), parts: parts.peek() }))
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
        <label>
          {t.value.kind}
          <select value={kind.value} onChange={(event) => (kind.value = event.currentTarget.value as Kind)}>
            {BY_ITSELF.map((each) => (
              <option key={each} value={each}>
                {t.value.kinds[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.value.calendar}
          <select value={calendar.value} onChange={(event) => (calendar.value = event.currentTarget.value as Calendar)}>
            {calendarsOf(kind.value).map((each) => (
              <option key={each} value={each}>
                {t.value.calendars[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.value.day}
          <input type="number" min={1} max={LAST_DAY} required value={day.value} onInput={(event) => (day.value = event.currentTarget.valueAsNumber)} />
        </label>
        <label class="tick">
          <input type="checkbox" checked={parts.value} onChange={(event) => (parts.value = event.currentTarget.checked)} />
          {t.value.parts}
        </label>
        <button type="submit" class="button">
          {t.value.add}
        </button>
        {refused.value && (
          <p class="note note-bad" role="alert">
            {refused.value}
          </p>
        )}
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
