import { signal } from '@preact/signals'
import { locale } from './locale'

/** The county's time zone, as the server says: the browser's own may be another. */
export const zone = signal('Asia/Shanghai')

type Moment = string | number | Date

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

function told(at: Moment, language: string, how: Intl.DateTimeFormatOptions): string {
  return new Date(at).toLocaleString(language, { timeZone: zone.value, ...how })
}

/** The time of day in the county: 09:05. */
export const timeOf = (at: Moment) => told(at, 'en-GB', TIME)

/** The county's local day: 2026-11-26. */
export const dayOf = (at: Moment) => told(at, 'sv-SE', { dateStyle: 'short' })

/** A moment as day and minute in the county, with the year where it is another. */
export function moment(at: Moment): string {
  const year = dayOf(at).slice(0, 4) === dayOf(Date.now()).slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return told(at, locale.value, { ...year, month: '2-digit', day: '2-digit', ...TIME })
}
