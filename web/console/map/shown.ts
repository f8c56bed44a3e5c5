import { signal } from '@preact/signals'
import type { Switch } from './drawn'

export const SWITCHES: readonly Switch[] = ['stretches', 'tracks', 'issues', 'divisions', 'ground']

/** Which groups of layers are on. Tracks are people's movements: off until asked for. */
export const shown = signal<Record<Switch, boolean>>({ stretches: true, tracks: false, issues: true, divisions: true, ground: true })

export function toggle(which: Switch): void {
  shown.value = { ...shown.peek(), [which]: !shown.peek()[which] }
}
