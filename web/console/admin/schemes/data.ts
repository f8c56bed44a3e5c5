import { signal } from '@preact/signals'
import { all, call } from '../../../shared/api'
import type { Day } from '../../../shared/days'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { choice } from '../../parameters'
import { home, whenOut } from '../../session'
import type { Post, WorkType } from '../../wire'
import { open } from '../parts'

export interface Assessment {
  id: number
  division: string
  subject: 'township' | 'officer'
  post: Post | null
  name: string
  source: string
  full_score: number
  least_days: number
  appeal_days: number
  from: Day
  to: Day | null
  indicators: Scored[]
}

export type Form = 'linear' | 'steps' | 'power' | 'deduction' | 'entries'

/** An indicator of a scheme; which of the numbers there are depends on its form. */
export interface Scored {
  indicator: string
  weight: number
  form: Form
  floor?: number
  target?: number
  steps?: number[][]
  each?: number
  cap?: number
  days?: number
}

/** What can be assessed. */
export interface Known {
  indicator: string
  chinese: string
  english: string
  subjects: readonly Assessment['subject'][]
  forms: readonly Form[]
  in_days: boolean
}

export const KINDS = ['survival', 'preservation', 'quality'] as const
export const PRESETS = ['85/41', '90/40', '80/41', 'own'] as const

export const TIERS = ['county', 'municipal', 'provincial', 'national'] as const
export type Tier = (typeof TIERS)[number]

export interface Acceptance {
  id: number
  division: string
  work_type: WorkType
  kind: (typeof KINDS)[number]
  name: string
  qualified_from: number
  replant_from: number
  replant_includes: boolean
  verified_by: Tier
  valid_from: Day
  source: string | null
}

export const view = choice('view', ['assessment', 'acceptance'], 'assessment')
export const done = signal<Deed | null>(null)

export const assessments = load(
  () => (open('schemes') && home.value ? `assessment-schemes?division=${home.value.code}` : null),
  (path, abort) => all<Assessment>(path, abort),
)
export const indicators = load(
  () => (open('schemes') ? 'assessment-schemes/indicators' : null),
  (path, abort) => all<Known>(path, abort),
)
export const acceptances = load(
  () => (open('schemes') ? 'schemes' : null),
  (path, abort) => all<Acceptance>(path, abort),
)
whenOut(() => {
  for (const each of [assessments, indicators, acceptances]) each.forget()
  done.value = null
})

export async function applyPreset(division: string, from: Day): Promise<number> {
  const { items } = await call<{ items: Assessment[] }>('assessment-schemes/preset', { method: 'POST', body: { division, from } })
  assessments.reload()
  return items.length
}

export async function openScheme(scheme: Record<string, unknown>): Promise<void> {
  await call('assessment-schemes', { method: 'POST', body: scheme })
  assessments.reload()
}

export async function endAssessment(id: number, on: Day): Promise<void> {
  await call(`assessment-schemes/${id}/end`, { method: 'POST', body: { on } })
  assessments.reload()
}

/** A preset, or the cuts of one's own. */
export type Bands = { preset: string } | Pick<Acceptance, 'qualified_from' | 'replant_from' | 'replant_includes'>

export async function accept(scheme: Bands & { work_type: WorkType; kind: string; verified_by: Tier; division: string; valid_from: Day; source: string | null }): Promise<void> {
  await call('schemes', { method: 'POST', body: scheme })
  acceptances.reload()
}
