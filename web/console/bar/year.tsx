import { m } from '../messages'
import { show, today, year } from '../picture'

const FIRST_YEAR = 1950

/** The target year, with a step to either side. */
export function YearPicker() {
  const now = year.value
  if (!now) return null
  const current = Number(today.value.slice(0, 4))
  const text = m.value.targets
  const open = (next: number) => show({ year: next === current ? null : next })
  return (
    <div class="year" role="group" aria-label={text.year}>
      <button type="button" class="pick" aria-label={text.previous} disabled={now <= FIRST_YEAR} onClick={() => open(now - 1)}>
        ‹
      </button>
      <output aria-live="polite">{now}</output>
      <button type="button" class="pick" aria-label={text.next} disabled={now > current} onClick={() => open(now + 1)}>
        ›
      </button>
    </div>
  )
}
