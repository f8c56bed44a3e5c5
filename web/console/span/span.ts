import { computed, type ReadonlySignal } from '@preact/signals'
import { catalogue } from '../messages'
import { text } from '../parameters'
import { today } from '../picture'

export const t = catalogue(
  {
    period: '考核期',
    previous: '上一期',
    next: '下一期',
    units: { month: '月', quarter: '季', year: '年' },
    unit: '按月、季、年',
    month: (year: string, month: string) => `${year} 年 ${Number(month)} 月`,
    quarter: (year: string, quarter: string) => `${year} 年 ${quarter} 季度`,
    year: (year: string) => `${year} 年`,
  },
  {
    period: 'Period',
    previous: 'Previous period',
    next: 'Next period',
    units: { month: 'Month', quarter: 'Quarter', year: 'Year' },
    unit: 'Month, quarter or year',
    month: (year: string, month: string) => `${year}-${month}`,
    quarter: (year: string, quarter: string) => `Q${quarter} ${year}`,
    year: (year: string) => year,
  },
)

export type Unit = 'month' | 'quarter' | 'year'
export const UNITS: readonly Unit[] = ['month', 'quarter', 'year']
const FORM = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/

/** A period that duties and assessments are counted in, kept in the address as the server names it: 2026-11, 2026-Q4, 2026. */
export interface Span extends ReadonlySignal<string> {
  set: (next: string) => void
}

/** The board's period; that of `usual` which holds today unless another was chosen. */
export function spanOf(usual: Unit): Span {
  const chosen = text('span')
  const now = () => inUnit(today.value.slice(0, 7), usual)
  const span = computed(() => (FORM.test(chosen.value) ? chosen.value : today.value ? now() : ''))
  return Object.assign(span, { set: (next: string) => chosen.set(next === now() ? '' : next) })
}

export const unitOf = (span: string): Unit => (span.includes('Q') ? 'quarter' : span.length === 4 ? 'year' : 'month')

/** The period of a unit in which a period begins; of a year it is the part that holds today. */
export function inUnit(span: string, unit: Unit): string {
  const [year = '', rest = ''] = span.split('-')
  const month = rest.startsWith('Q') ? Number(rest[1]) * 3 - 2 : Number(rest || today.peek().slice(5, 7))
  if (unit === 'year') return year
  return unit === 'quarter' ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-${String(month).padStart(2, '0')}`
}

/** The period so many steps away. */
export function moved(span: string, step: number): string {
  const [year = '', rest = ''] = span.split('-')
  if (!rest) return String(Number(year) + step)
  const parts = rest.startsWith('Q') ? 4 : 12
  const at = Number(year) * parts + Number(rest.replace('Q', '')) - 1 + step
  const [y, part] = [Math.floor(at / parts), (at % parts) + 1]
  return parts === 4 ? `${y}-Q${part}` : `${y}-${String(part).padStart(2, '0')}`
}

/** A period as its reader calls it. */
export function spanName(span: string): string {
  const [year = '', rest = ''] = span.split('-')
  if (!rest) return t.value.year(year)
  return rest.startsWith('Q') ? t.value.quarter(year, rest[1]!) : t.value.month(year, rest)
}
