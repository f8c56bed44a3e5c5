import { addDays, dayOf, type Day, type Period } from '../../shared/days'

export type Unit = 'day' | 'week' | 'ten_days' | 'month' | 'quarter' | 'half_year' | 'year'

const FORMS: Readonly<Record<Unit, RegExp>> = {
  year: /^(\d{4})$/,
  half_year: /^(\d{4})-H([12])$/,
  quarter: /^(\d{4})-Q([1-4])$/,
  month: /^(\d{4})-(0[1-9]|1[0-2])$/,
  ten_days: /^(\d{4})-(0[1-9]|1[0-2])-([123])$/,
  week: /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/,
  day: /^(\d{4})-(\d{2})-(\d{2})$/,
}
const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 }

/** The unit of a period as the server writes it (2026-W47, 2026-11-2 for a 中旬); null where it is none of `units`, or no calendar has it. */
export function unitIn(units: readonly Unit[], span: string): Unit | null {
  const unit = units.find((each) => FORMS[each].test(span))
  return unit && written(daysOf(span, unit).from, unit) === span ? unit : null
}

export function unitOf(span: string): Unit {
  return (Object.keys(FORMS) as Unit[]).find((unit) => FORMS[unit].test(span)) ?? 'month'
}

/** The numbers of a written period, the year first. */
export function numbersOf(span: string, unit = unitOf(span)): number[] {
  return (FORMS[unit].exec(span) ?? []).slice(1).map(Number)
}

/** First and last day of a written period. */
export function daysOf(span: string, unit = unitOf(span)): Period {
  const [year = 0, part = 1, date = 1] = numbersOf(span, unit)
  switch (unit) {
    case 'day':
      return { from: dayOf(year, part, date), to: dayOf(year, part, date) }
    case 'week': {
      const monday = addDays(mondayOf(dayOf(year, 1, 4)), (part - 1) * 7)
      return { from: monday, to: addDays(monday, 6) }
    }
    case 'ten_days':
      return { from: dayOf(year, part, date * 10 - 9), to: date === 3 ? dayOf(year, part + 1, 0) : dayOf(year, part, date * 10) }
    default: {
      const length = MONTHS[unit]
      return { from: dayOf(year, (part - 1) * length + 1, 1), to: dayOf(year, part * length + 1, 0) }
    }
  }
}

/** The period of a unit that holds a day, as the server writes it. */
export function written(day: Day, unit: Unit): string {
  const [year = '', month = '01', date = '01'] = day.split('-')
  switch (unit) {
    case 'day':
      return day
    case 'week': {
      const thursday = addDays(mondayOf(day), 3)
      const itsYear = thursday.slice(0, 4)
      const [first, last] = [Date.parse(dayOf(Number(itsYear), 1, 1)), Date.parse(thursday)]
      return `${itsYear}-W${String(Math.floor((last - first) / (7 * 86_400_000)) + 1).padStart(2, '0')}`
    }
    case 'ten_days':
      return `${year}-${month}-${Math.min(3, Math.ceil(Number(date) / 10))}`
    case 'month':
      return `${year}-${month}`
    case 'year':
      return year
    default:
      return `${year}-${unit === 'quarter' ? 'Q' : 'H'}${Math.ceil(Number(month) / MONTHS[unit])}`
  }
}

function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
