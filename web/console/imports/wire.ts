import type { Box } from '../wire'

/** Imports as the API sends them. */
export type ImportState = 'arrived' | 'waiting' | 'reading' | 'refused' | 'previewed' | 'committing' | 'committed'
export type Verdict = 'new' | 'changed' | 'unchanged' | 'refused'
export const VERDICTS: readonly Verdict[] = ['new', 'changed', 'unchanged', 'refused']
export type Step = 'wait' | 'read' | 'check' | 'write' | 'lay'

export interface Candidate {
  crs: string
  title: string
  share: number
}

export interface Found {
  layers: string[]
  layer: string
  features: number
  geometry: string
  own_system: string | null
  system?: string
  columns: { name: string; samples: string[] }[]
  candidates: Candidate[]
  fields: Record<string, string>
  recalled: boolean
  notes?: string[]
  bounds?: Box | null
}

export interface Choices {
  kind: string
  layer?: string
  fields?: Record<string, string | null>
  set?: Record<string, string>
  crs?: string
  division?: string
  encoding?: string
  x?: string
  y?: string
  wkt?: string
}

/** Changes some of what is chosen; undefined takes it back. */
export type Change = (next: { [K in keyof Choices]?: Choices[K] | undefined }) => void

export interface Counts extends Record<Verdict, number> {
  read: number
  repaired: number
}

export interface Import {
  id: string
  kind: string | null
  name: string
  bytes: number
  by: string
  state: ImportState
  step: Step
  done: number
  total: number
  asked: Choices
  found: Found | null
  problem: { code: string; message: string; choices: string[] } | null
  counts: Counts | null
  changed_meanwhile: boolean
  change_set: number | null
  created_at: string
  expires_at: string
  committed_at: string | null
}

export interface Kind {
  name: string
  title: string
  geometry: string
  fields: { name: string; title: string; needed: boolean }[]
}

export interface Judged {
  number: number
  code: string | null
  label: string | null
  verdict: Verdict
  repaired: boolean
  reason: string | null
}

export interface JudgedFeature {
  id: number
  bbox?: Box
  geometry: GeoJSON.Geometry | null
  properties: Judged
}

export interface JudgedPage {
  numberMatched: number
  features: JudgedFeature[]
}

/** Whether a worker is at it, so that it is worth asking again soon. */
export const isBusy = ({ state }: Import) => state === 'waiting' || state === 'reading' || state === 'committing'
