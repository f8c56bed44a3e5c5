import { computed, signal } from '@preact/signals'
import { all, call } from '../../../shared/api'
import type { Day } from '../../../shared/days'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { choice, maybe } from '../../parameters'
import { today } from '../../picture'
import { whenOut } from '../../session'
import type { Post } from '../../wire'
import { open } from '../parts'

export const PERIODS = ['day', 'week', 'ten_days', 'month', 'quarter', 'half_year', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** What a rule asks, as `POST /rules` takes it without place and day. */
export interface Asks {
  post: Post
  kind: 'river' | 'forest'
  per?: 'object' | 'person'
  times: number
  period: Period
  min_duration_s?: number
  min_distance_m?: number
  min_own_share?: number
  cool_down_s?: number
  distinct_days?: boolean
  inside_own?: boolean
  deputies_allowed?: boolean
  drones_allowed?: boolean
  object_class?: string | null
  season_from?: string | number | null
  season_to?: string | number | null
}

export interface Rule extends Required<Asks> {
  id: number
  division: string
  from: Day
  to: Day | null
  counts_from: Day | null
  source: string | null
  entered_by: string | null
  entered_at: string
}

export interface Preset {
  name: string
  title: string
  title_en: string
  source: string
  rules: Asks[]
}

export interface Concerned {
  officers: number
  objects: number
}

export interface Reach extends Concerned {
  counts_from: Day | null
  ends: { id: number; times: number; period: Period; from: Day; to: Day }[]
}

export type When = 'now' | 'coming' | 'over'
export const WHEN: readonly When[] = ['now', 'coming', 'over']
export const when = choice<When>('when', WHEN, 'now')
export const doing = maybe('do', ['new', 'preset', 'rescore'] as const)
export const done = signal<Deed | null>(null)

export const rules = load(
  () => (open('rules') ? 'rules?limit=2000' : null),
  (path, abort) => all<Rule>(path, abort),
)
export const presets = load(
  () => (open('rules') && doing.value === 'preset' ? 'rules/presets' : null),
  (path, abort) => all<Preset>(path, abort),
)
/** Days that were judged again: who, when, why, how many patrols, how many scores changed, which late rules count now. */
export interface Rescoring {
  id: number
  division: string
  from: Day
  to: Day
  reason: string
  rescored_by: string | null
  rescored_at: string
  patrols: number
  changed: number
  rules: { rule: number; before: Day; after: Day }[]
}

/** The score of a patrol, or of its visit of a segment or plot; what did not change may be absent after. */
export interface ScoreChange {
  patrol: string
  patrolled_on: Day | null
  officer_name: string | null
  object: string | null
  object_name: string | null
  subject: 'patrol' | 'segment' | 'plot'
  object_id: number
  before: { effective?: boolean; counted?: boolean }
  after: { effective?: boolean; counted?: boolean }
}

export const rescorings = load(
  () => (open('rules') && doing.value === 'rescore' ? 'rescorings?limit=50' : null),
  async (path, abort) => (await call<{ items: Rescoring[] }>(path, { abort })).items,
)
whenOut(() => {
  rules.forget()
  rescorings.forget()
  done.value = null
})

const isWhen = ({ from, to }: Rule): When => (from > today.value ? 'coming' : to !== null && to < today.value ? 'over' : 'now')

export const byWhen = computed(() => {
  const sorted: Record<When, Rule[]> = { now: [], coming: [], over: [] }
  for (const rule of rules.data.value ?? []) sorted[isWhen(rule)].push(rule)
  return sorted
})

export interface Wanted extends Asks {
  division: string
  from: Day
  source?: string | null
}

export const reachOf = (wanted: Wanted): Promise<Reach> => call<Reach>('rules/reach', { method: 'POST', body: wanted })
export const concernedBy = (id: number): Promise<Concerned> => call<Concerned>(`rules/${id}/reach`)

export async function rescore(wanted: { division: string; from: Day; to: Day; reason: string }): Promise<Rescoring> {
  const told = await call<Rescoring>('rescorings', { method: 'POST', body: wanted })
  rescorings.reload()
  rules.reload()
  return told
}

export async function add(wanted: Wanted): Promise<void> {
  await call('rules', { method: 'POST', body: wanted })
  rules.reload()
}

export async function end(id: number, on: Day): Promise<void> {
  await call(`rules/${id}/end`, { method: 'POST', body: { on } })
  rules.reload()
}

/** Takes out a rule entered by mistake, as if it had never been. */
export async function revoke(id: number, reason: string): Promise<void> {
  await call(`rules/${id}/revoke`, { method: 'POST', body: { reason } })
  rules.reload()
}

/** Undoes the end of a rule that has not come yet, or comes with this day. */
export async function goOn(id: number): Promise<void> {
  await call(`rules/${id}/go-on`, { method: 'POST' })
  rules.reload()
}

/** What a rule that is over asked, to be opened anew from this day: the days between stay as they were. */
export function anew({ id: _id, entered_at: _at, to: _to, counts_from: _counts, entered_by: _by, ...asks }: Rule): Wanted {
  return { ...asks, from: today.peek() }
}

export async function apply(name: string, division: string, from: Day): Promise<number> {
  const { items } = await call<{ items: Rule[] }>(`rules/presets/${encodeURIComponent(name)}`, { method: 'POST', body: { division, from } })
  rules.reload()
  return items.length
}
