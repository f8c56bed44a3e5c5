import { signal } from '@preact/signals'
import { cases, keepCase } from '../cases'
import { ask, body, Refused } from '../client'
import { m } from '../messages'
import { session } from '../session'
import { keep, recall } from '../store/kept'
import { photosOf, putPhoto, removePhoto } from '../store/patrols'
import type { Session } from '../store/shapes'
import type { Position, WholeIssue } from '../wire'
import { bring } from './delivery'

/** A step on an issue as the officer writes it, on this phone until the server has taken it. */
export interface StepDraft {
  number: string
  officer: string
  action: string | null
  /** The words of the chosen step. */
  opinion: string
  /** The words of steps that were begun and left for another one; they wait here unsent. */
  aside?: Record<string, string>
  due_on: string
  position: Position | null
  /** Written and to be sent; `version` is the issue's as the officer saw it then: nobody else's step is run over. */
  waiting: boolean
  version: number
  next_at: number
  refusal: string | null
}

/** What the form of a step asks for: only this is sent with it, whatever else was written before. */
const ASKED: Record<string, { opinion?: true; due_on?: true; photos?: true }> = {
  rectify: {},
  submit: { opinion: true, photos: true },
  ask_extension: { opinion: true, due_on: true },
  recheck: { opinion: true, photos: true },
}

export const asks = (action: string | null) => ASKED[action ?? ''] ?? {}

/** How often a step is sent anew at once when others write to its issue meanwhile. */
const ATTEMPTS = 3

/** By `step/OFFICER/NUMBER`, under which its photos lie as well. */
export const drafts = signal<Record<string, StepDraft>>({})

export async function unpackSteps(): Promise<void> {
  drafts.value = (await recall('steps')) ?? {}
}

export function keyOf(number: string): string {
  return `step/${session.peek()?.officer.username}/${number}`
}

/** Writes to the draft of a step; the first word begins it. */
export async function amend(number: string, amended: Partial<StepDraft>): Promise<void> {
  const officer = session.peek()!.officer.username
  const fresh: StepDraft = { number, officer, action: null, opinion: '', due_on: '', position: null, waiting: false, version: 0, next_at: 0, refusal: null }
  await write(keyOf(number), { ...fresh, ...drafts.peek()[keyOf(number)], ...amended })
}

/** Turns to another step; the words of the one before stay with that one. */
export async function turnTo(number: string, action: string): Promise<void> {
  const draft = drafts.peek()[keyOf(number)]
  const aside = { ...draft?.aside, ...(draft?.action && { [draft.action]: draft.opinion }) }
  await amend(number, { action, opinion: aside[action] ?? '', aside, refusal: null })
}

/** Keeps the words of a step, chosen or left meanwhile. */
export async function say(number: string, action: string, opinion: string): Promise<void> {
  const draft = drafts.peek()[keyOf(number)]
  await amend(number, draft?.action === action ? { opinion } : { aside: { ...draft?.aside, [action]: opinion } })
}

async function write(key: string, draft: StepDraft | null): Promise<void> {
  const { [key]: _, ...others } = drafts.peek()
  drafts.value = draft ? { ...others, [key]: draft } : others
  await keep('steps', drafts.peek())
}

/** How many steps of an officer are still to be sent. */
export function stepsWaiting(officer: string): number {
  return Object.values(drafts.value).filter((draft) => draft.waiting && draft.officer === officer).length
}

/** Sends every step that waits, its photos first; how many arrived. Throws what speaks against trying others now. */
export async function sendSteps(who: Session): Promise<number> {
  let arrived = 0
  for (const [key, draft] of Object.entries(drafts.peek())) {
    if (!draft.waiting || draft.officer !== who.officer.username || Date.now() < draft.next_at) continue
    if (await sendStep(key, draft, who.token)) arrived++
  }
  return arrived
}

async function sendStep(key: string, draft: StepDraft, token: string, attempts = ATTEMPTS): Promise<boolean> {
  try {
    const json = await said(key, draft, token)
    return await settled(key, draft, await body<WholeIssue>(await ask(`${path(draft)}/events`, { method: 'POST', token, json })))
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status === 401) throw failure
    if (failure.passing) {
      await write(key, { ...draft, next_at: Date.now() + (failure.retryAfter_s ?? 0) * 1000 })
      throw failure
    }
    return failure.status === 409 ? overtaken(key, draft, failure, token, attempts) : refused(key, draft, failure)
  }
}

/** A step as it is sent, once its photos are at the server. */
async function said(key: string, { action, opinion, due_on, position, version }: StepDraft, token: string): Promise<object> {
  const asked = asks(action)
  const photos = asked.photos ? await sendPhotos(key, token) : []
  return { action, version, photos, position, ...(asked.opinion && opinion && { opinion }), ...(asked.due_on && due_on && { due_on }) }
}

/**
 * Somebody was faster. A step whose answer was lost on the way is found among those of the issue: it was taken, and
 * once. One that the issue still allows goes again, on what the others did; any other comes back with what changed.
 */
async function overtaken(key: string, draft: StepDraft, failure: Refused, token: string, attempts: number): Promise<boolean> {
  const now = await standsNow(draft, token)
  if (now instanceof Refused) return refused(key, draft, now)
  // Alerts of lateness stand in the history and are no steps.
  const since = now.events.filter(({ action }) => action !== 'escalate').slice(draft.version)
  const opinion = asks(draft.action).opinion ? draft.opinion : ''
  if (since.some((event) => event.action === draft.action && event.by?.username === draft.officer && event.opinion === opinion)) return settled(key, draft, now)
  await keepCase(now)
  const allowed = now.actions.includes(draft.action ?? '')
  if (allowed && now.version !== draft.version && attempts > 1) return sendStep(key, { ...draft, version: now.version }, token, attempts - 1)
  return refused(key, draft, failure, allowed ? null : now)
}

/** How the issue stands; the refusal when it is not this officer's to see any more. */
async function standsNow(draft: StepDraft, token: string): Promise<WholeIssue | Refused> {
  try {
    return await body<WholeIssue>(await ask(path(draft), { token }))
  } catch (failure) {
    if (failure instanceof Refused && !failure.passing && failure.status !== 401) return failure
    throw failure
  }
}

/** `now`: how the issue stands, where that is what speaks against the step. */
async function refused(key: string, draft: StepDraft, failure: Refused, now: WholeIssue | null = null): Promise<boolean> {
  const fields = failure.status === 409 ? [] : [...new Set(Object.values(failure.fields))]
  const said = fields.join(' ') || failure.message
  const text = m.peek()
  const other = now?.assignee?.username === draft.officer ? null : (now?.assignee?.name ?? null)
  const changed = now && text.cases.changed(text.issueStates[now.state] ?? now.state, other)
  await write(key, { ...draft, waiting: false, refusal: [said, changed].filter(Boolean).join('') })
  return false
}

/** The server has it: what was written for other steps stays. */
async function settled(key: string, draft: StepDraft, now: WholeIssue): Promise<boolean> {
  const asked = asks(draft.action)
  await keepCase(now)
  if (asked.photos) for (const photo of await photosOf(key)) await removePhoto(photo)
  const { [draft.action ?? '']: _, ...aside } = drafts.peek()[key]?.aside ?? {}
  const rest: StepDraft = { ...draft, action: null, opinion: '', aside, due_on: asked.due_on ? '' : draft.due_on, position: null, waiting: false, next_at: 0, refusal: null }
  await write(key, isWritten(rest) || (await photosOf(key)).length ? rest : null)
  return true
}

/** Whether a draft holds anything of its officer's own. */
export const isWritten = ({ opinion, aside }: StepDraft): boolean => [opinion, ...Object.values(aside ?? {})].some(Boolean)

const path = (draft: StepDraft): string => `issues/${encodeURIComponent(draft.number)}`

async function sendPhotos(key: string, token: string): Promise<string[]> {
  const photos = await photosOf(key)
  for (const photo of photos) {
    if (photo.delivered !== 'saved' || !photo.content) continue
    await bring(photo, photo.content, token)
    await putPhoto({ ...photo, upload: null, delivered: 'uploaded' })
  }
  return photos.map(({ sha256 }) => sha256)
}

/** What the officer has written is to be sent. */
export async function release(number: string, position: Position | null): Promise<void> {
  await amend(number, { waiting: true, refusal: null, position, version: cases.peek()?.of[number]?.version ?? 0 })
}
