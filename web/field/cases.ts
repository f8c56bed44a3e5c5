import { signal } from '@preact/signals'
import { carried } from './carried'
import { ask, body, Refused } from './client'
import { expire, session } from './session'
import { keep, recall } from './store/kept'
import type { WholeIssue } from './wire'

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

/** After a sync: brings along what changed of the issues assigned to me, and lets go of those that are no longer open. */
export async function takeAlong(): Promise<void> {
  const listed = carried.peek()?.sync.issues ?? []
  const of = cases.peek()?.of ?? {}
  const open = Object.entries(of).filter(([number]) => listed.some((issue) => issue.number === number))
  if (open.length < Object.keys(of).length) await write(Object.fromEntries(open))
  for (const { number, state, due_on, mine } of listed) {
    const known = of[number]
    if (!mine || (known?.state === state && known.due_on === due_on)) continue
    // Without a network it is brought at the next sync, or when it is opened.
    if (!(await askCase(number).then(() => true, () => false))) return
  }
}

async function write(of: Cases['of']): Promise<void> {
  const officer = session.peek()?.officer.username
  if (!officer) return
  cases.value = { officer, of }
  await keep('cases', cases.peek())
}
