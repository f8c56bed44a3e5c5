import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { selected, tab } from '../picture'
import { session, whenOut } from '../session'
import type { WorkType } from '../wire'
import type { Kind, Tier, WholeWork } from './wire'

/** The work that is open. */
export const work = load(
  () => (session.value.state === 'in' && tab.value === 'works' && /^\d+$/.test(selected.value ?? '') ? `works/${selected.value}` : null),
  (path, abort) => call<WholeWork>(path, { abort }),
)
whenOut(work.forget)

/** A work that is to be planned; what is empty is not said. */
export interface Plan {
  code: string
  year: number
  work_type: WorkType
  division: string
  plot: string
  planned_area_mu: number | null
  boundary: GeoJSON.Geometry | null
  opinion: string
}

/** Enters a planned work; its id. Throws what the server refused. */
export async function plan(said: Plan): Promise<number> {
  const { id } = await call<WholeWork>('works', { method: 'POST', body: filled({ ...said }) })
  return id
}

const filled = (said: Record<string, unknown>) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '' && value !== null && !Number.isNaN(value)))

/** Takes a step; what was left empty is not said. Throws what the server refused. */
export async function takeStep(id: number, action: string, said: Record<string, string | number | null>, version: number): Promise<void> {
  await call(`works/${id}/events`, { method: 'POST', body: { ...filled(said), action, version } })
  work.reload()
}

export async function draw(id: number, tier: Tier, kind: Kind): Promise<void> {
  await call(`works/${id}/inspections`, { method: 'POST', body: { tier, kind } })
  work.reload()
}

export interface Counted {
  number: number
  planted?: number
  alive?: number
  measures?: Record<string, number>
}

export async function count(id: number, inspection: number, plots: Counted[]): Promise<void> {
  await call(`works/${id}/inspections/${inspection}/plots`, { method: 'PUT', body: { plots } })
  work.reload()
}

export async function conclude(id: number, inspection: number, said: { verified_area_mu: number; unverified_reason: string | null; opinion: string }): Promise<void> {
  await call(`works/${id}/inspections/${inspection}/conclusion`, { method: 'POST', body: said })
  work.reload()
}
