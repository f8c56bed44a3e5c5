import { computed } from '@preact/signals'
import { BESIDE, choice, maybe, text } from '../parameters'
import { picture, show } from '../picture'
import type { Post } from '../wire'

/** What the map is coloured by. */
export const COLOURINGS = ['share', 'idle', 'quota'] as const
export type Colouring = (typeof COLOURINGS)[number]
export const colouring = choice<Colouring>('colour', COLOURINGS, 'share', BESIDE)

/** Posts of people who patrol. */
export const PATROLLING: readonly Post[] = ['ranger', 'patroller', 'village_chief', 'township_chief', 'county_chief', 'supervision']

/** Whose patrols are counted: one officer's (user name), a post's, effective ones or those that are not. */
export const officer = text('officer')
export const post = maybe<Post>('post', PATROLLING)
export const counted = maybe('counted', ['effective', 'other'] as const)

/** Whether the figures are of some patrols only. */
export const narrowed = computed(() => officer.value !== '' || post.value !== null || counted.value !== null)

/** The same choice as query parameters of the API, and of layers, which call an officer's user name by its own name. */
export const walkedQuery = computed(() => query('officer'))
export const layerQuery = computed(() => query('username'))

function query(name: string): [string, string][] {
  const found: [string, string][] = []
  if (officer.value) found.push([name, officer.value])
  if (post.value) found.push(['post', post.value])
  if (counted.value) found.push(['effective', String(counted.value === 'effective')])
  return found
}

/** What the effort grid tells. */
export const EFFORTS = ['hours', 'patrols'] as const
export type Effort = (typeof EFFORTS)[number]
export const effortBy = choice<Effort>('effort', EFFORTS, 'hours', BESIDE)

/** Which list stands beside the map, and the stretch chosen in it. */
export const list = choice('list', ['segments', 'stretches'] as const, 'segments')
export const stretch = text('stretch')

/** Chooses a segment or plot, and of a segment the stretch that was meant. */
export function choose(code: string | null, its: number | null = null): void {
  const { stretch: _, ...others } = picture.peek().own
  show({ selected: code, own: its === null ? others : { ...others, stretch: String(its) } }, { quietly: true })
}
