import { all, call } from '../../../shared/api'
import type { Day } from '../../../shared/days'
import { load } from '../../../shared/load'
import { selected, today } from '../../picture'
import { whenOut } from '../../session'
import { query } from '../../table/listing'
import { open } from '../parts'
import { done, officer } from './data'
import { t } from './leave_messages'

/** Days away 请假 of an officer, both included, and who walks in their place 代巡. */
export interface Leave {
  id: number
  officer: string
  from: Day
  to: Day
  reason: string
  substitute: string | null
  substitute_name: string | null
  approved_at: string | null
  withdrawn_by: string | null
  withdrawn_at: string | null
}

export const leaves = load(
  () => (open('people') && selected.value ? `leaves?${query({ officer: selected.value })}` : null),
  (path, abort) => all<Leave>(path, abort),
)
whenOut(leaves.forget)

export function stateOf({ officer, from, to, approved_at, withdrawn_at, withdrawn_by }: Leave): keyof typeof t.value.states {
  if (withdrawn_at) return approved_at || withdrawn_by === officer ? 'withdrawn' : 'refused'
  if (!approved_at) return 'asked'
  if (to < today.value) return 'over'
  return from > today.value ? 'coming' : 'running'
}

export const daysOf = ({ from, to }: Pick<Leave, 'from' | 'to'>): string => (from === to ? from : t.value.days(from, to))

export const standsIn = ({ substitute_name }: Leave): string => (substitute_name ? t.value.by(substitute_name) : t.value.nobody)

/** Says what became of a leave, with the way back where there is one. */
function became(leave: Leave, what: string, undo?: () => Promise<unknown>): void {
  leaves.reload()
  officer.reload()
  done.value = { said: t.peek().done(daysOf(leave), what), ...(undo && { undo }) }
}

export async function enter(asked: Pick<Leave, 'officer' | 'from' | 'to' | 'reason' | 'substitute'>): Promise<void> {
  const leave = await call<Leave>('leaves', { method: 'POST', body: asked })
  became(leave, t.peek().states[leave.approved_at ? 'coming' : 'asked'], () => withdraw(leave, 'withdrawn'))
}

export async function approve({ id }: Leave): Promise<void> {
  const leave = await call<Leave>(`leaves/${id}/approve`, { method: 'POST' })
  became(leave, t.peek().states.coming)
}

/** Takes a leave back, or refuses one that waits. */
export async function withdraw(leave: Leave, as: 'withdrawn' | 'refused'): Promise<void> {
  await call(`leaves/${leave.id}`, { method: 'DELETE' })
  became(leave, t.peek().states[as])
}

export async function substitute({ id, substitute: before }: Leave, username: string | null): Promise<void> {
  const leave = await call<Leave>(`leaves/${id}`, { method: 'PATCH', body: { substitute: username } })
  became(leave, standsIn(leave), () => substitute(leave, before))
}
