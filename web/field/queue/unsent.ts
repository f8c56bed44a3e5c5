import { everyPatrol, photosOf } from '../store/patrols'
import { drafts, isWritten } from './steps'

/** How much lies on this phone that the server has not verified, patrols and steps of issues: mine, and other officers'. */
export interface Unsent {
  mine: number
  others: number
}

export async function unsent(officer: string): Promise<Unsent> {
  const patrols = (await everyPatrol()).filter(({ delivered, recalled }) => delivered !== 'verified' && !recalled)
  const owners = [...patrols, ...(await writtenSteps())].map((each) => each.officer)
  const mine = owners.filter((owner) => owner === officer).length
  return { mine, others: owners.length - mine }
}

/** Waiting, refused or half written; a step that was chosen and nothing else is nothing yet. */
async function writtenSteps(): Promise<{ officer: string }[]> {
  const found = Object.entries(drafts.peek()).map(async ([key, draft]) => {
    const written = draft.waiting || draft.refusal !== null || isWritten(draft) || (await photosOf(key)).length > 0
    return written ? [draft] : []
  })
  return (await Promise.all(found)).flat()
}
