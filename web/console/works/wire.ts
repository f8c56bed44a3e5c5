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
  version: number
  position: { lon: number; lat: number } | null
  zones: { name: string; category: string; area_mu: number }[]
  factors_told: Record<string, unknown>
}

export interface WholeWork extends Work {
  boundary: GeoJSON.Geometry | null
  events: { action: string; stage: string; by: { name: string } | null; at: string; opinion: string; reason: string | null; area_mu: number | null }[]
  inspections: Inspection[]
  actions: string[]
  needs: Record<string, Need[]>
  inspectable: { tier: Tier; kind: Kind }[]
  /** The inspections that the reader may count and conclude. */
  countable: number[]
}

export type Tier = 'county' | 'municipal' | 'provincial' | 'national'
export type Kind = 'survival' | 'preservation' | 'quality'
export type Need = 'opinion' | 'reference' | 'done_on' | 'area' | 'loss' | 'reason' | 'shape' | 'inspection' | 'county_inspection' | 'preservation'

export interface Criterion {
  code: string
  zh: string
  en: string
  least: number | null
  most: number | null
}

export interface SamplePlot {
  number: number
  planted: number | null
  alive: number | null
  measures: Record<string, number>
  counted_at: string | null
  position: { lon: number; lat: number }
}

export interface Inspection {
  id: number
  tier: Tier
  kind: Kind
  round: number
  inspected_on: Day
  scheme: string
  criteria: Criterion[]
  rate: number | null
  verdict: string | null
  verified_mu: number | null
  sampled_mu: number
  opinion: string
  concluded_by: string | null
  concluded_at: string | null
  plots: SamplePlot[]
}
