import { signal } from '@preact/signals'
import { addDays, type Day } from '../../../shared/days'
import { today } from '../../picture'
import { home } from '../../session'
import type { Post } from '../../wire'
import type { Assessment, Form, Known, Scored } from './data'

/** A scheme as it is being written. */
export interface Draft {
  subject: Assessment['subject']
  post: Post | null
  name: string
  source: string
  from: Day
  least_days: number
  appeal_days: number
  indicators: Scored[]
}

/** The scheme being written, while one is. */
export const draft = signal<Draft | null>(null)
export const change = (what: Partial<Draft>) => void (draft.value = { ...draft.peek()!, ...what })

/** Begins one: from another, whose indicators it takes over, or with nothing. */
export function begin(base: Assessment | null): void {
  const from = addDays(today.peek(), 1)
  draft.value = base
    ? { ...base, name: base.name, source: '', from, indicators: base.indicators.map((each) => ({ ...each })) }
    : { subject: 'township', post: null, name: '', source: '', from, least_days: 0, appeal_days: 7, indicators: [] }
}

export const fullScore = ({ indicators }: Draft): number => indicators.reduce((sum, each) => sum + (each.weight || 0), 0)

/** What a form of scoring begins with. */
const BEGUN: Record<Form, Partial<Scored>> = {
  linear: { floor: 0.5, target: 1 },
  power: { floor: 0.5, target: 1 },
  steps: { steps: [[0.95, 1], [0.9, 0.8], [0.8, 0.6]] },
  deduction: { each: 1, cap: 10 },
  entries: { cap: 10 },
}

/** An indicator under a form, with the numbers that this one needs and no others. */
export function scoredBy(form: Form, { indicator, in_days }: Known, weight: number, days = 1): Scored {
  const byCase = form === 'deduction' || form === 'entries'
  return { indicator, form, weight: byCase ? 0 : weight || 10, ...BEGUN[form], ...(in_days ? { days } : {}) }
}

export const set = (at: number, what: Partial<Scored>) => change({ indicators: draft.peek()!.indicators.map((each, place) => (place === at ? { ...each, ...what } : each)) })
export const drop = (at: number) => change({ indicators: draft.peek()!.indicators.filter((_, place) => place !== at) })

/** The indicators that can still be added: those asked of the subject that are not in yet. */
export function open(known: readonly Known[], { subject, indicators }: Draft): Known[] {
  return known.filter((each) => each.subjects.includes(subject) && !indicators.some(({ indicator }) => indicator === each.indicator))
}

/** The draft as the server takes it. */
export function written(now: Draft): Record<string, unknown> {
  const { subject, post, name, source, from, least_days, appeal_days, indicators } = now
  return { division: home.peek()?.code, subject, post: subject === 'officer' ? post : null, name, source, from, least_days, appeal_days, indicators }
}

/** "95:100 90:80" as steps, a rate in per cent and the share of the weight that it earns; what cannot be read is left to the server to refuse. */
export function stepsOf(text: string): [number, number][] {
  return text
    .split(/[\s,，;；]+/)
    .filter(Boolean)
    .map((each) => each.split(/[:：]/).map((part) => partOf(Number(part))) as [number, number])
}

export const stepsText = (steps: readonly (readonly number[])[]): string => steps.map((pair) => pair.map(percents).join(':')).join(' ')
export const percents = (share: number | undefined): number => Number(((share ?? 0) * 100).toFixed(4))
export const partOf = (percent: number): number => Number((percent / 100).toFixed(6))
