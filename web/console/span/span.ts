import { computed, type ReadonlySignal } from '@preact/signals'
import { addDays } from '../../shared/days'
import { catalogue } from '../messages'
import { text } from '../parameters'
import { today } from '../picture'
import { daysOf, numbersOf, unitIn, unitOf, written, type Unit } from './units'

export const t = catalogue(
  {
    period: '考核期',
    previous: '上一期',
    next: '下一期',
    units: { day: '日', week: '周', ten_days: '旬', month: '月', quarter: '季', half_year: '半年', year: '年' },
    unit: '按哪种时段',
    day: (year: number, month: number, date: number) => `${year} 年 ${month} 月 ${date} 日`,
    week: (year: number, week: number) => `${year} 年第 ${week} 周`,
    ten_days: (year: number, month: number, part: number) => `${year} 年 ${month} 月${['上旬', '中旬', '下旬'][part - 1]}`,
    month: (year: number, month: number) => `${year} 年 ${month} 月`,
    quarter: (year: number, quarter: number) => `${year} 年 ${quarter} 季度`,
    half_year: (year: number, half: number) => `${year} 年${half === 1 ? '上' : '下'}半年`,
    year: (year: number) => `${year} 年`,
  },
  {
    period: 'Period',
    previous: 'Previous period',
    next: 'Next period',
    units: { day: 'Day', week: 'Week', ten_days: 'Ten days', month: 'Month', quarter: 'Quarter', half_year: 'Half-year', year: 'Year' },
    unit: 'Length of the period',
    day: (year: number, month: number, date: number) => `${year}-${two(month)}-${two(date)}`,
    week: (year: number, week: number) => `Week ${week}, ${year}`,
    ten_days: (year: number, month: number, part: number) => `${year}-${two(month)}, ${['days 1–10', 'days 11–20', 'day 21 on'][part - 1]}`,
    month: (year: number, month: number) => `${year}-${two(month)}`,
    quarter: (year: number, quarter: number) => `Q${quarter} ${year}`,
    half_year: (year: number, half: number) => `H${half} ${year}`,
    year: (year: number) => String(year),
  },
)

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** A period that duties and assessments are counted in, kept in the address as the server names it: 2026-W47, 2026-11, 2026-Q4. */
export interface Span extends ReadonlySignal<string> {
  units: readonly Unit[]
  set: (next: string) => void
}

/** The board's period, of one of `units`; that of `usual` which holds today unless another was chosen. */
export function spanOf(usual: Unit, units: readonly Unit[]): Span {
  const chosen = text('span')
  const now = () => written(today.value, usual)
  const span = computed(() => (unitIn(units, chosen.value) ? chosen.value : today.value ? now() : ''))
  return Object.assign(span, { units, set: (next: string) => chosen.set(next === now() ? '' : next) })
}

/** The period of a unit in a period: that which holds today where today lies in it, otherwise the first. */
export function inUnit(span: string, unit: Unit): string {
  const { from, to } = daysOf(span)
  const day = today.peek()
  return written(from <= day && day <= to ? day : from, unit)
}

/** The period just before (-1) or after (1). */
export function moved(span: string, step: 1 | -1): string {
  const { from, to } = daysOf(span)
  return written(step === 1 ? addDays(to, 1) : addDays(from, -1), unitOf(span))
}

/** A period as its reader calls it. */
export function spanName(span: string): string {
  const [year = 0, part = 0, date = 0] = numbersOf(span)
  return t.value[unitOf(span)](year, part, date)
}
