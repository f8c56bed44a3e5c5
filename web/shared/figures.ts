import { locale } from './locale'
import type { Day } from './days'

const formats = new Map<string, Intl.NumberFormat>()

export function number(value: number, options: Intl.NumberFormatOptions): string {
  const key = locale.value + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale.value, options)))
  return format.format(value)
}

/** A count with thousands separators. */
export function count(value: number): string {
  return number(value, { maximumFractionDigits: 0 })
}

/** Metres as kilometres with `digits` decimals, without the unit. */
export function km(length_m: number, digits = 2): string {
  return number(length_m / 1000, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Mu with thousands separators and at most two decimals, without the unit. */
export function mu(value: number): string {
  return number(value, { maximumFractionDigits: 2 })
}

/** Square metres as mu: 1 mu is 2000/3 m², divided once, rounded for the eye only. */
export function muOf(area_m2: number): string {
  return number((area_m2 * 3) / 2000, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

/** A share 0…1 as a percentage. Nothing short of the whole reads "100 %", nothing above none reads "0 %". */
export function percent(share: number): string {
  const tenths = Math.round(share * 1000)
  const honest = share > 0 && tenths === 0 ? 1 : share < 1 && tenths >= 1000 ? 999 : tenths
  const digits = honest === 0 || honest === 1000 ? 0 : 1
  return `${number(honest / 10, { minimumFractionDigits: digits, maximumFractionDigits: digits })}%`
}

/** A day as month and day, with the year where it is not the year of `today`. */
export function shortDay(day: Day, today: Day): string {
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day
}
