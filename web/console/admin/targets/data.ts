import { computed, effect, signal } from '@preact/signals'
import { all, call } from '../../../shared/api'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { text } from '../../parameters'
import { year } from '../../picture'
import { divisionOf, divisions, roots, whenOut } from '../../session'
import type { WorkType } from '../../wire'
import { open } from '../parts'

export const TYPES: readonly WorkType[] = ['afforestation', 'tending', 'restoration', 'closing']

interface Target {
  division: string
  work_type: WorkType
  mu: number
}

interface Change {
  division: string
  work_type: WorkType
  mu: number | null
  was_mu: number | null
}

/** Whose parts are in the table: the county with its townships, or a township with its villages. */
export const of = text('of')
export const within = computed(() => divisionOf(of.value) ?? roots.value[0])

export const entered = load(
  () => (open('targets') && year.value ? `targets/${year.value}/entered` : null),
  (path, abort) => all<Target>(path, abort),
)

/** What was written and not yet saved, by division and type. */
export const written = signal<ReadonlyMap<string, string>>(new Map())
export const done = signal<Deed | null>(null)
whenOut(() => {
  entered.forget()
  written.value = new Map()
  done.value = null
})
effect(() => {
  void year.value
  written.value = new Map()
})

export const keyOf = (division: string, type: WorkType): string => `${division} ${type}`
const held = computed(() => new Map(entered.data.value?.map((each) => [keyOf(each.division, each.work_type), each.mu])))
export const heldOf = (division: string, type: WorkType): number | null => held.value.get(keyOf(division, type)) ?? null

/** The divisions that stand in the table, the whole first. */
export const rows = computed(() => {
  const whole = within.value
  return whole ? [whole, ...divisions.value.filter(({ parent }) => parent === whole.code)] : []
})

/** A written area; undefined for what is none. */
export function areaOf(said: string): number | null | undefined {
  if (said.trim() === '') return null
  const area = Number(said)
  return Number.isFinite(area) && area >= 0 && area <= 1e9 ? area : undefined
}

export const changes = computed<Change[]>(() =>
  [...written.value].flatMap(([key, said]) => {
    const [division, work_type] = key.split(' ') as [string, WorkType]
    const mu = areaOf(said)
    const was_mu = heldOf(division, work_type)
    return mu === undefined || mu === was_mu ? [] : [{ division, work_type, mu, was_mu }]
  }),
)
export const wrong = computed(() => [...written.value.values()].some((said) => areaOf(said) === undefined))

async function send(when: number, items: Change[]): Promise<void> {
  await call(`targets/${when}`, { method: 'PUT', body: { items } })
  entered.reload()
}

/** Saves all that was written; answers how many, and the way back. */
export async function save(): Promise<{ count: number; undo: () => Promise<void> }> {
  const when = year.peek()!
  const items = changes.peek()
  await send(when, items)
  written.value = new Map()
  return { count: items.length, undo: () => send(when, items.map(({ mu, was_mu, ...place }) => ({ ...place, mu: was_mu, was_mu: mu }))) }
}
