import { signal } from '@preact/signals'
import { call } from '../../../shared/api'
import { load } from '../../../shared/load'
import type { Deed } from '../../form/done'
import { maybe, text } from '../../parameters'
import { selected } from '../../picture'
import { whenOut } from '../../session'
import { joined, listing, query } from '../../table/listing'
import type { Post } from '../../wire'
import { open } from '../parts'
import type { Officer, Outcomes, Password, WholeOfficer } from './wire'

export const POSTS: readonly Post[] = ['county_chief', 'township_chief', 'village_chief', 'patroller', 'ranger', 'supervision', 'office', 'gis', 'supervisor', 'auditor', 'admin']
/** Those of them who walk, and so may be away from it. */
export const PATROLLING = POSTS.slice(0, 6)
const STATES = ['true', 'false'] as const

export const words = text('q')
export const post = maybe<Post>('post', POSTS)
export const active = maybe('active', STATES)
/** What is open beside the list: a form for a new officer, or the way in for a whole list. */
export const doing = maybe('do', ['new', 'import'] as const)

export const officers = listing<Officer>({
  table: () => 'officers',
  usual: 'name',
  path: () => (open('people') && !selected.value && !doing.value ? joined('officers', query({ text: words.value, post: post.value, active: active.value })) : null),
})

export const officer = load(
  () => (open('people') && selected.value ? `officers/${encodeURIComponent(selected.value)}` : null),
  (path, abort) => call<WholeOfficer>(path, { abort }),
)

/** What was just done to the officer on screen. */
export const done = signal<Deed | null>(null)

/** Whose post or division was just changed, until it is said what becomes of their duties. */
export const moved = signal<string | null>(null)

whenOut(() => {
  officer.forget()
  moved.value = null
  done.value = null
})

const of = (username: string) => `officers/${encodeURIComponent(username)}`

/** What can be said of an officer; empty texts are none. */
export interface Said {
  name: string
  post: string
  division: string
  phone: string | null
  office_title: string | null
  office_phone: string | null
}

export async function add(username: string, said: Said): Promise<Password> {
  return call<Password>('officers', { method: 'POST', body: { username, ...said } })
}

/** Changes an officer; answers how they were before, so that it can be undone. */
export async function change(before: WholeOfficer, wanted: Partial<Said> & { active?: boolean }): Promise<Record<string, unknown>> {
  const was = Object.fromEntries(Object.keys(wanted).map((name) => [name, before[name as keyof WholeOfficer]]))
  await call(of(before.username), { method: 'PATCH', body: wanted })
  officer.reload()
  return was
}

/** Makes active again who was made inactive today, with all that they answered for. */
export async function undoLeaving(username: string): Promise<void> {
  await call(`${of(username)}/undo-leaving`, { method: 'POST' })
  officer.reload()
}

export async function newPassword(username: string): Promise<Password> {
  const told = await call<Password>(`${of(username)}/password`, { method: 'POST' })
  officer.reload()
  return told
}

export async function signOut(username: string, device: number | null): Promise<void> {
  await call(`${of(username)}/devices${device === null ? '' : `/${device}`}`, { method: 'DELETE' })
  officer.reload()
}

export async function end(username: string, ids: number[], to: string): Promise<void> {
  await call(`${of(username)}/assignments/end`, { method: 'POST', body: { ids, to } })
  officer.reload()
}

export async function goOn(username: string, ids: number[]): Promise<void> {
  await call(`${of(username)}/assignments/go-on`, { method: 'POST', body: { ids } })
  officer.reload()
}

/** Tries a list, or enters it: all rows or none. */
export async function take(list: File, write: boolean): Promise<Outcomes> {
  return call<Outcomes>(`officers/import${write ? '?write=true' : ''}`, { method: 'POST', body: list })
}
