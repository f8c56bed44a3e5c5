/** Change sets as the API sends them. */
export type Layer = 'divisions' | 'segments' | 'plots' | 'zoning'
export const LAYERS: readonly Layer[] = ['segments', 'plots', 'divisions', 'zoning']
export type Means = 'import' | 'api' | 'sql' | 'undo'
export const MEANS: readonly Means[] = ['import', 'api', 'sql', 'undo']
export type Action = 'create' | 'update' | 'delete'

export interface ChangeSet {
  id: number
  opened_at: string
  means: Means
  title: string
  officer: string | null
  by: string
  layers: Layer[]
  layer: string
  features: number
  created: number
  changed: number
  deleted: number
  undoes: number | null
  undone_by: number | null
  standing: 'stands' | 'undone'
}

export interface OneChangeSet extends ChangeSet {
  may_undo: boolean
}

export interface Difference {
  field: string
  title: string
  before: unknown
  after: unknown
}

/** A feature before and after a set; sizes are metres of lines, m² of areas. */
export interface Touched {
  number: number
  layer: Layer
  code: string
  name: string | null
  division: string
  action: Action
  moved: boolean
  geometry_before: GeoJSON.Geometry | null
  geometry_after: GeoJSON.Geometry | null
  size_before: number | null
  size_after: number | null
  differences: Difference[]
}
