import type { Day } from '../../shared/days'
import { CALENDARS, type Calendar, type Kind } from './wire'

const MOST = 18

/** The calendars that a kind covers. */
export function calendarsOf(kind: Kind): readonly Calendar[] {
  return kind === 'forestry_statement' ? ['year'] : CALENDARS
}

/** Periods as the server writes them, the newest that has begun first; the one still running is the first. */
export function periodsOf(calendar: Calendar, today: Day): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const length = { month: 1, quarter: 3, half_year: 6, year: 12 }[calendar]
  const perYear = 12 / length
  const newest = year * perYear + Math.floor((month - 1) / length)
  return Array.from({ length: calendar === 'year' ? 5 : MOST }, (_, back) => {
    const at = newest - back
    return written(calendar, Math.floor(at / perYear), (at % perYear) + 1)
  })
}

function written(calendar: Calendar, year: number, part: number): string {
  if (calendar === 'year') return String(year)
  if (calendar === 'month') return `${year}-${String(part).padStart(2, '0')}`
  return `${year}-${calendar === 'quarter' ? 'Q' : 'H'}${part}`
}
