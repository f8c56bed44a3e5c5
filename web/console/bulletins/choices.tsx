import type { Signal } from '@preact/signals'
import { t } from './messages'
import type { Calendar, Kind } from './wire'

interface Props {
  kind: Signal<Kind>
  kinds: readonly Kind[]
  calendar: Signal<Calendar>
  /** The calendar that holds: the one chosen last where the kind has it. */
  chosen: Calendar
  calendars: readonly Calendar[]
}

/** Which kind of bulletin, and by which calendar. */
export function KindAndCalendar({ kind, kinds, calendar, chosen, calendars }: Props) {
  return (
    <>
      <label>
        {t.value.kind}
        <select value={kind.value} onChange={(event) => (kind.value = event.currentTarget.value as Kind)}>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {t.value.kinds[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.value.calendar}
        <select value={chosen} onChange={(event) => (calendar.value = event.currentTarget.value as Calendar)}>
          {calendars.map((each) => (
            <option key={each} value={each}>
              {t.value.calendars[each]}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

/** What the server refused about a form. */
export function RefusedNote({ words }: { words: string | null }) {
  return words ? (
    <p class="note note-bad" role="alert">
      {words}
    </p>
  ) : null
}
