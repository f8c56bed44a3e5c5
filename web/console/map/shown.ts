import { computed } from '@preact/signals'
import { BESIDE, parameter } from '../parameters'
import type { Switch } from './drawn'

export const SWITCHES: readonly Switch[] = ['stretches', 'effort', 'tracks', 'photos', 'issues', 'divisions', 'ground']

/** On unless somebody asks otherwise. Tracks are people's movements: off until asked for. */
const USUAL: readonly Switch[] = ['stretches', 'issues', 'divisions', 'ground']

/** The layers that are on, in the address where they are not the usual ones. */
const on = parameter<string>('layers', USUAL.join('.'), (written) => (written.split('.').every((each) => each === 'none' || SWITCHES.some((known) => known === each)) ? written : null), String, BESIDE)

/** Which groups of layers are on. */
export const shown = computed(() => {
  const named = new Set(on.value.split('.'))
  return Object.fromEntries(SWITCHES.map((each) => [each, named.has(each)])) as Record<Switch, boolean>
})

export function toggle(which: Switch): void {
  const now = { ...shown.peek(), [which]: !shown.peek()[which] }
  on.set(SWITCHES.filter((each) => now[each]).join('.') || 'none')
}
