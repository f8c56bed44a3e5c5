import { everyPatrol, photosOf } from '../store/patrols'
import type { Patrol } from '../store/shapes'
import { rescuable } from './rescuing'
import { drafts, isWritten } from './steps'

/** How much lies on this phone that the server has not verified, patrols and steps of issues: mine, and other officers'. */
export interface Unsent {
  mine: number
  others: number
}

export async function unsent(officer: string): Promise<Unsent> {
  const patrols = (await everyPatrol()).filter(({ delivered, recalled }) => delivered !== 'verified' && !recalled)
  const settled = await Promise.all(patrols.map(isSettled))
  const owners = [...patrols.filter((_, at) => !settled[at]), ...(await writtenSteps())].map((each) => each.officer)
  const mine = owners.filter((owner) => owner === officer).length
  return { mine, others: owners.length - mine }
}

/** Without a track, and all that it has to say is at the server as issues: nothing of it waits any more. */
async function isSettled(patrol: Patrol): Promise<boolean> {
  const { reported } = patrol
  const noted = reported && (await rescuable(patrol))
  return Boolean(noted?.every(({ note }) => reported![note.id]))
}

/** Waiting, refused or half written; a step that was chosen and nothing else is nothing yet. */
async function writtenSteps(): Promise<{ officer: string }[]> {
  const found = Object.entries(drafts.peek()).map(async ([key, draft]) => {
    const written = draft.waiting || draft.refusal !== null || isWritten(draft) || (await photosOf(key)).length > 0
    return written ? [draft] : []
  })
  return (await Promise.all(found)).flat()
}
