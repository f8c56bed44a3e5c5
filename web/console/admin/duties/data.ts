import { computed, effect, signal } from '@preact/signals'
import { all, call } from '../../../shared/api'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { choice, text } from '../../parameters'
import { today } from '../../picture'
import { whenOut } from '../../session'
import { open } from '../parts'
import type { WholeOfficer } from '../people/wire'
import type { Corner, Kind, Place } from './wire'

export const kind = choice<Kind>('kind', ['segment', 'plot'], 'segment')
/** Who is to answer, by user name. */
export const who = text('who')
export const from = signal('')

/** The places chosen on the map, by code. */
export const picked = signal<ReadonlyMap<string, Place>>(new Map())
export const done = signal<Deed | null>(null)
/** Whether a drawn ring held more than can be told at once. */
export const tooMany = signal(false)

export const person = load(
  () => (open('duties') && who.value ? `officers/${encodeURIComponent(who.value)}` : null),
  (path, abort) => call<WholeOfficer>(path, { abort }),
)
export const unanswered = load(
  () => (open('duties') ? `assignments/unanswered?kind=${kind.value}` : null),
  (path, abort) => all<string>(path, abort),
)

/** The person chosen, once the server has told of them. */
export const chosen = computed(() => (who.value && person.data.value?.username === who.value ? person.data.value : null))

/** The codes that the chosen person answers for today. */
export const mine = computed(
  () => new Set(chosen.value?.assignments.filter((each) => each.kind === kind.value && each.valid_from <= today.value && (each.valid_to ?? today.value) >= today.value).map(({ code }) => code)),
)

/** Those of the picked that are new to the person. */
export const fresh = computed(() => [...picked.value.values()].filter(({ code }) => !mine.value.has(code)))

// Rivers and forest are not picked together.
effect(() => {
  void kind.value
  picked.value = new Map()
  tooMany.value = false
})

function forget(): void {
  for (const each of [person, unanswered]) each.forget()
  picked.value = new Map()
  done.value = null
}
whenOut(forget)

async function places(asked: { codes?: string[]; ring?: Corner[] }): Promise<Place[]> {
  const told = await call<{ items: Place[]; more: boolean }>('assignments/places', { method: 'POST', body: { kind: kind.peek(), ...asked } })
  tooMany.value = told.more
  return told.items
}

/** Picks what a ring touches, beside what is picked already. */
export async function pickWithin(ring: Corner[]): Promise<void> {
  const found = await places({ ring })
  picked.value = new Map([...picked.peek(), ...found.map((each) => [each.code, each] as const)])
}

/** Picks one, or lets it go where it is picked. */
export async function toggle(code: string): Promise<void> {
  const next = new Map(picked.peek())
  if (!next.delete(code)) for (const each of await places({ codes: [code] })) next.set(code, each)
  picked.value = next
}

const MOST = 2000

/** Picks all that nobody answers for, as many as can be given at once. */
export async function pickUnanswered(): Promise<void> {
  const codes = unanswered.data.peek()?.slice(0, MOST) ?? []
  if (codes.length) picked.value = new Map((await places({ codes })).map((each) => [each.code, each]))
}

function reload(): void {
  person.reload()
  unanswered.reload()
}

/** Gives what is picked to the person; answers how it is taken back, where it can be. */
export async function assign(): Promise<{ count: number; undo?: () => Promise<void> }> {
  const path = `officers/${encodeURIComponent(who.peek())}/assignments`
  const day = from.peek() || today.peek()
  const codes = fresh.peek().map(({ code }) => code)
  const { count, ids } = await call<{ count: number; ids: number[] }>(path, { method: 'POST', body: { kind: kind.peek(), codes, from: day } })
  picked.value = new Map()
  reload()
  if (day < today.peek() || ids.length === 0) return { count }
  return {
    count,
    undo: async () => {
      await call(`${path}/take-back`, { method: 'POST', body: { ids } })
      reload()
    },
  }
}
