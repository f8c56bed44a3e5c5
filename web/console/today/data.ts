import { call } from '../../shared/api'
import { load } from '../../shared/load'
import type { Issue } from '../issues/wire'
import type { Patrol } from '../patrols/wire'
import { division, tab, today } from '../picture'
import { session, whenOut } from '../session'
import { joined, query } from '../table/listing'
import type { Post, Segment, Summary } from '../wire'
import { beat } from './beat'

export interface Out {
  username: string
  name: string
  post: Post
  division_name: string | null
  at: string
  lon: number
  lat: number
}

export interface Today {
  day: string
  out: Out[]
  patrols: number
  effective_patrols: number
  flagged_patrols: number
  photos: number
  issues_reported: number
  issues_due: number
  issues_overdue: number
  issues_open: number
}

export interface Behind {
  key: string
  name: string
  division_name: string | null
  kind: string
  per: string
  owed: number
  missing: number
}

export const LISTED = 8
const FEW = 5
const MARKED = 200

const asked = (path: string, filters: Record<string, string | number | null>) => () =>
  session.value.state === 'in' && tab.value === 'today' && today.value ? `${joined(path, query({ ...filters, division: division.value }))}#${beat.value}` : null
const fetched =
  <T,>() =>
  (path: string, abort: AbortSignal) =>
    call<T>(path.split('#')[0]!, { abort })

export const now = load(asked('today', {}), fetched<Today>())
export const late = load(asked('issues', { overdue: 'true', sort: 'due_on', limit: MARKED }), fetched<{ items: Issue[] }>())
export const latest = load(
  () => asked('patrols/table', { received_on: today.value, sort: '-received_at', limit: LISTED })(),
  fetched<{ items: Patrol[] }>(),
)
export const behind = load(
  () => asked('duties', { period: today.value.slice(0, 7), by: 'officer', status: 'behind', sort: '-missing', limit: LISTED })(),
  fetched<{ items: Behind[] }>(),
)
const month = () => ({ from: `${today.value.slice(0, 7)}-01`, to: today.value })
export const sums = load(() => asked('summary', month())(), fetched<Summary>())
export const unwalked = load(() => asked('coverage/segments/table', { ...month(), status: 'unvisited', limit: FEW })(), fetched<{ items: Segment[] }>())
for (const each of [now, late, latest, behind, sums, unwalked]) whenOut(each.forget)
