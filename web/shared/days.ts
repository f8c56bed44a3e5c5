/** Local days as the server counts them: plain `YYYY-MM-DD`, no clock and no time zone. */
export type Day = string

const PATTERN = /^\d{4}-\d{2}-\d{2}$/

function parts(day: Day): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}

/** The day `year`-`month`-`date`, where month (from 1) and date may run over either end. */
export function dayOf(year: number, month: number, date: number): Day {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
}

/** Whether a text is a day that exists: 2026-02-30 is not. */
export function isDay(text: string | null): text is Day {
  return text !== null && PATTERN.test(text) && dayOf(...parts(text)) === text
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.UTC(...shifted(to)) - Date.UTC(...shifted(from))) / 86_400_000)
}

/** Days of a period that are left on the day `today`, which counts, as the server's lists of duties count them; at least 0. */
export function daysLeft(today: Day, to: Day): number {
  return Math.max(0, daysBetween(today, to) + 1)
}

function shifted(day: Day): [number, number, number] {
  const [year, month, date] = parts(day)
  return [year, month - 1, date]
}

/** A period of local days, both included. */
export interface Period {
  from: Day
  to: Day
}

export type Preset = 'thisMonth' | 'lastMonth' | 'thisQuarter' | 'thisYear'
export const PRESETS: readonly Preset[] = ['thisMonth', 'lastMonth', 'thisQuarter', 'thisYear']

/** The period a preset means on the day `today`. One still running ends today; what is owed is told of the whole of it. */
export function periodOf(preset: Preset, today: Day): Period {
  const { from, to } = calendarPeriod(preset, today)
  return { from, to: to < today ? to : today }
}

function calendarPeriod(preset: Preset, today: Day): Period {
  const [year, month] = parts(today)
  const quarter = Math.floor((month - 1) / 3) * 3 + 1
  switch (preset) {
    case 'thisMonth':
      return { from: dayOf(year, month, 1), to: dayOf(year, month + 1, 0) }
    case 'lastMonth':
      return { from: dayOf(year, month - 1, 1), to: dayOf(year, month, 0) }
    case 'thisQuarter':
      return { from: dayOf(year, quarter, 1), to: dayOf(year, quarter + 3, 0) }
    case 'thisYear':
      return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) }
  }
}

/** The preset a period is, seen from `today`; null for one the reader chose. */
export function presetOf(period: Period, today: Day): Preset | null {
  return PRESETS.find((preset) => samePeriod(periodOf(preset, today), period)) ?? null
}

export function samePeriod(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to
}

/** The period of the same length just before another one; of whole months, as many whole months. */
export function before({ from, to }: Period): Period {
  const [year, month, date] = parts(from)
  const [lastYear, lastMonth] = parts(to)
  const months = (lastYear - year) * 12 + lastMonth - month + 1
  if (date === 1) {
    const end = parts(to)[2]
    const lastOfMonth = Number(dayOf(year, month, 0).slice(8))
    const whole = to === dayOf(lastYear, lastMonth + 1, 0)
    return { from: dayOf(year, month - months, 1), to: months > 1 || whole ? dayOf(year, month, 0) : dayOf(year, month - 1, Math.min(end, lastOfMonth)) }
  }
  const length = daysBetween(from, to) + 1
  return { from: dayOf(year, month, date - length), to: dayOf(year, month, date - 1) }
}

/** The day so many days later. */
export function addDays(day: Day, days: number): Day {
  const [year, month, date] = parts(day)
  return dayOf(year, month, date + days)
}
