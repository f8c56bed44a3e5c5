import { locale } from '../shared/locale'
import { m } from './messages'

const pad = (value: number): string => String(value).padStart(2, '0')

/** Seconds as a running clock: 1:02:09. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
}

/** A length in words: metres below one kilometre. */
export function length(metres: number): string {
  return metres < 1000 ? m.value.walk.metres(String(Math.round(metres))) : m.value.walk.kilometres((metres / 1000).toFixed(2))
}

/** Nothing short of the whole reads 100 %, nothing above none reads 0 %. */
export function percent(share: number): string {
  const whole = Math.round(share * 100)
  return `${share > 0 && whole === 0 ? 1 : share < 1 && whole === 100 ? 99 : whole}%`
}

/** A span in its two largest units at most. */
export function span(ms: number): string {
  const { units } = m.value
  const seconds = Math.round(Math.abs(ms) / 1000)
  if (seconds < 120) return units.seconds(seconds)
  if (seconds < 2 * 3600) return units.minutes(Math.round(seconds / 60))
  if (seconds < 48 * 3600) return units.hours(Math.round(seconds / 3600))
  return units.days(Math.round(seconds / 86_400))
}

/** Month and day of a local day. */
export function shortDay(day: string): string {
  return new Intl.DateTimeFormat(locale.value, { month: locale.value === 'en' ? 'short' : 'long', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(day))
}

/** A moment as the phone's user reads it. */
export function moment(ms: number): string {
  return new Intl.DateTimeFormat(locale.value, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
}

/** The month of a moment, with its year. */
export function month(ms: number): string {
  return new Intl.DateTimeFormat(locale.value, { year: 'numeric', month: 'long' }).format(ms)
}

/** Bytes in MB. */
export function megabytes(bytes: number): string {
  return bytes > 2e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
}
