import type { Day } from '../../shared/days'
import type { WorkType } from '../wire'

/** Forestry works as the API sends them; areas are in mu. */
export interface Work {
  id: number
  code: string
  year: number
  work_type: WorkType
  stage: string
  round: number
  division: string
  division_name: string | null
  plot: string | null
  done_on: Day | null
  planned_mu: number | null
  reported_mu: number | null
  measured_mu: number | null
  counted_mu: number | null
  verified_mu: number | null
  qualified_mu: number | null
  replant_mu: number | null
  failed_mu: number | null
  lost_mu: number | null
  position: { lon: number; lat: number } | null
  zones: { name: string; category: string; area_mu: number }[]
  factors_told: Record<string, unknown>
}

export interface WholeWork extends Work {
  boundary: GeoJSON.Geometry | null
  events: { action: string; stage: string; by: { name: string } | null; at: string; opinion: string; area_mu: number | null }[]
  inspections: { id: number; tier: string; inspected_on: Day; scheme: string; rate: number | null; verdict: string | null; verified_mu: number | null; sampled_mu: number; opinion: string; concluded_by: string | null }[]
}
