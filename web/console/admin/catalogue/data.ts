import { signal } from '@preact/signals'
import { all, call } from '../../../shared/api'
import type { Day } from '../../../shared/days'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { choice } from '../../parameters'
import { home, session, whenOut } from '../../session'
import { joined, query } from '../../table/listing'
import { open } from '../parts'

export const SEVERITIES = ['minor', 'major', 'critical'] as const
export const UNITS = ['hours', 'days', 'working_days'] as const
export const STATES = ['found', 'reported', 'accepted', 'assigned', 'rectifying', 'reviewing', 'handover_proposed', 'handover_approved', 'handed_over', 'declined', 'reconsidering', 'decline_upheld', 'filing_supervised', 'case_filed'] as const
export type Severity = (typeof SEVERITIES)[number]
export type Kind = 'river' | 'forest'

export interface Category {
  kind: Kind
  code: string
  en: string
  group: string
  group_en: string
  problem: boolean
  severity: Severity
  major_from_m2: number | null
  critical_from_m2: number | null
  division: string
  valid_from: Day
  source: string | null
}

export interface Clock {
  state: (typeof STATES)[number]
  severity: Severity | ''
  amount: number
  unit: (typeof UNITS)[number]
  valid_from: Day
  source: string | null
}

export const view = choice('view', ['river', 'forest', 'clocks'], 'river')
export const done = signal<Deed | null>(null)
/** Only an administrator sets what holds; the office looks. */
export const maySet = () => session.value.state === 'in' && session.value.me.officer.post === 'admin'

const here = () => query({ division: home.value?.code })
export const categories = load(
  () => (open('catalogue') ? joined('categories', here()) : null),
  (path, abort) => all<Category>(path, abort),
)
export const clocks = load(
  () => (open('catalogue') ? joined('deadlines', here()) : null),
  (path, abort) => all<Clock>(path, abort),
)
whenOut(() => {
  categories.forget()
  clocks.forget()
  done.value = null
})

/** How many issues of a category are open; they keep what they have. */
export async function openIssues(code: string): Promise<number> {
  const { total } = await call<{ total: number | null }>(`issues?${query({ category: code, state: STATES.join(','), sort: 'number', limit: 1 })}`)
  return total ?? 0
}

export async function setCategory(category: Partial<Category> & { in_use: boolean; valid_from: Day }): Promise<void> {
  await call('categories', { method: 'POST', body: { ...category, division: home.peek()?.code ?? null } })
  categories.reload()
}

export async function setClock(clock: Omit<Clock, 'source'>): Promise<void> {
  await call('deadlines', { method: 'POST', body: { ...clock, division: home.peek()?.code ?? null } })
  clocks.reload()
}
