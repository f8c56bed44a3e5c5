import { call } from '../../../shared/api'
import { load } from '../../../shared/load'
import { divisions, recognise, whenOut } from '../../session'
import type { Picture } from '../../picture'
import type { Post } from '../../wire'
import { open, ownOf } from '../parts'
import { effect } from '@preact/signals'

/** How far the county is set up, as the server says. */
export interface State {
  divisions: { county: number; township: number; village: number; without_boundary: number }
  rivers: number
  segments: number
  segments_unanswered: number
  plots: number
  plots_unanswered: number
  people: number
  patrolling: number
  never_signed_in: number
  rules: number
  posts_without_rule: Post[]
  year: number
  targets: number
}

export type StepId = 'boundary' | 'rivers' | 'plots' | 'people' | 'duties' | 'rules' | 'targets'

export const state = load(
  () => (open('setup') ? 'setup' : null),
  (path, abort) => call<State>(path, { abort }),
)
whenOut(state.forget)

// Divisions that came in since the page was opened: everything that names places must know them.
effect(() => {
  const known = state.data.value?.divisions
  if (!known || !open('setup')) return
  if (known.county + known.township + known.village !== divisions.peek().length) void recognise()
})

type Standing = 'done' | 'partly' | 'missing'

interface Step {
  id: StepId
  standing: (now: State) => Standing
  /** Where it is done. */
  there: Partial<Picture>
}

const counted = (there: number, lacking: number): Standing => (there === 0 ? 'missing' : lacking > 0 ? 'partly' : 'done')
const imports = (kind: string): Partial<Picture> => ({ tab: 'imports', selected: null, own: { kind } })

/** From nothing to a county that works, in this order. */
export const STEPS: readonly Step[] = [
  {
    id: 'boundary',
    standing: ({ divisions: { county, township, without_boundary } }) => (county === 0 ? 'missing' : township === 0 || without_boundary > 0 ? 'partly' : 'done'),
    there: imports('divisions'),
  },
  { id: 'rivers', standing: ({ segments }) => counted(segments, 0), there: imports('river-segments') },
  { id: 'plots', standing: ({ plots }) => counted(plots, 0), there: imports('forest-plots') },
  { id: 'people', standing: ({ patrolling }) => counted(patrolling, 0), there: { tab: 'admin', selected: null, own: ownOf('people') } },
  {
    id: 'duties',
    standing: ({ segments, plots, segments_unanswered, plots_unanswered }) => counted(segments + plots - segments_unanswered - plots_unanswered, segments_unanswered + plots_unanswered),
    there: { tab: 'admin', selected: null, own: ownOf('duties') },
  },
  { id: 'rules', standing: ({ rules, posts_without_rule }) => counted(rules, posts_without_rule.length), there: { tab: 'admin', selected: null, own: ownOf('rules') } },
  { id: 'targets', standing: ({ targets }) => counted(targets, 0), there: { tab: 'admin', selected: null, own: ownOf('targets') } },
]
