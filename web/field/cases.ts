import { signal } from '@preact/signals'
import { carried } from './carried'
import { ask, body, Refused } from './client'
import { expire, session } from './session'
import { keep, recall } from './store/kept'
import type { OwnIssue, WholeIssue } from './wire'

/** Issues as the server told them last, by number: what was asked is read where there is no network. */
export interface Cases {
  officer: string
  of: Record<string, WholeIssue>
}

export const cases = signal<Cases | null>(null)

export async function unpackCases(): Promise<void> {
  const kept = await recall('cases')
  cases.value = kept?.officer === session.peek()?.officer.username ? kept : null
}

/** Whether a number is an issue's, by what lies on this phone. */
export function isCase(number: string): boolean {
  return Boolean(cases.value?.of[number] ?? carried.value?.sync.issues.find((issue) => issue.number === number))
}

/** Asks the server for one issue. Throws Refused or Unreachable. */
export async function askCase(number: string): Promise<void> {
  const who = session.peek()
  if (!who) return
  try {
    await keepCase(await body<WholeIssue>(await ask(`issues/${encodeURIComponent(number)}`, { token: who.token })))
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) await expire(who.token)
    throw failure
  }
}

/** Keeps an issue as the server just told it. */
export async function keepCase(fresh: WholeIssue): Promise<void> {
  await write({ ...cases.peek()?.of, [fresh.number]: fresh })
}

let turn: Promise<void> = Promise.resolve()

/** Brings along what changed of the issues assigned to me; who asks twice finds in the second turn that it is here. */
export function takeAlong(): Promise<void> {
  turn = turn.then(takeChanged, takeChanged)
  return turn
}

/** All that changed in one answer; those that are no longer open are let go. */
async function takeChanged(): Promise<void> {
  const who = session.peek()
  const listed = carried.peek()?.sync.issues ?? []
  const of = cases.peek()?.of ?? {}
  const open = Object.entries(of).filter(([number]) => listed.some((issue) => issue.number === number))
  if (open.length < Object.keys(of).length) await write(Object.fromEntries(open))
  const changed = listed.filter((issue) => issue.mine && isStale(of[issue.number], issue))
  if (!who || who.expired || !changed.length) return
  try {
    const numbers = encodeURIComponent(changed.map(({ number }) => number).join())
    const { items } = await body<{ items: WholeIssue[] }>(await ask(`sync/issues?numbers=${numbers}`, { token: who.token }))
    if (session.peek()?.token === who.token) await write({ ...cases.peek()?.of, ...Object.fromEntries(items.map((issue) => [issue.number, issue])) })
  } catch {
    // Without a network they are brought at the next sync, or each when it is opened.
  }
}

function isStale(known: WholeIssue | undefined, { version, due_on }: OwnIssue): boolean {
  return known?.version !== version || known?.due_on !== due_on
}

async function write(of: Cases['of']): Promise<void> {
  const officer = session.peek()?.officer.username
  if (!officer) return
  cases.value = { officer, of }
  await keep('cases', cases.peek())
}
