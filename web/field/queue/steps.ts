import { signal } from '@preact/signals'
import { cases, keepCase } from '../cases'
import { ask, body, Refused } from '../client'
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
  opinion: string
  due_on: string
  position: Position | null
  /** Written and to be sent; `version` is the issue's as the officer saw it then: nobody else's step is run over. */
  waiting: boolean
  version: number
  next_at: number
  refusal: string | null
}

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

async function sendStep(key: string, draft: StepDraft, token: string): Promise<boolean> {
  try {
    const photos = await sendPhotos(key, token)
    const { action, opinion, due_on, position, version } = draft
    const json = { action, version, photos, position, ...(opinion && { opinion }), ...(due_on && { due_on }) }
    return await settled(key, await body<WholeIssue>(await ask(`${path(draft)}/events`, { method: 'POST', token, json })))
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status === 401) throw failure
    if (failure.passing) {
      await write(key, { ...draft, next_at: Date.now() + (failure.retryAfter_s ?? 0) * 1000 })
      throw failure
    }
    return refused(key, draft, failure, token)
  }
}

/** A step whose answer was lost on the way is found among those of the issue: it was taken, and once. */
async function refused(key: string, draft: StepDraft, failure: Refused, token: string): Promise<boolean> {
  if (failure.status === 409) {
    const now = await body<WholeIssue>(await ask(path(draft), { token }))
    // Alerts of lateness stand in the history and are no steps.
    const since = now.events.filter(({ action }) => action !== 'escalate').slice(draft.version)
    if (since.some(({ action, by, opinion }) => action === draft.action && by?.username === draft.officer && opinion === draft.opinion)) return settled(key, now)
    await keepCase(now)
  }
  const said = [...new Set(Object.values(failure.fields))].join(' ') || failure.message
  await write(key, { ...draft, waiting: false, refusal: said })
  return false
}

async function settled(key: string, now: WholeIssue): Promise<boolean> {
  await keepCase(now)
  for (const photo of await photosOf(key)) await removePhoto(photo)
  await write(key, null)
  return true
}

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
