import { span } from '../figures'
import { m } from '../messages'
import { useStored } from '../parts/stored'
import { go } from '../place'
import { clockError, numberIsTaken, renumber, straightenClock, tryAgain } from '../queue/mending'
import { drain } from '../queue/queue'
import { rescuable } from '../queue/rescuing'
import type { Patrol, Refusal } from '../store/shapes'
import { Rescue } from './rescue'

/** Why the server did not take it, and what can be done about it. */
export function Refused({ patrol, refusal }: { patrol: Patrol; refusal: Refusal }) {
  const text = m.value.records
  const late = clockError(patrol)
  const trackless = useStored(async () => ({ notes: await rescuable(patrol) }), patrol.id)?.notes
  // The general sentence asks to mend fields; a ranger has none, and is told what is wrong with them instead.
  const reasons = [...new Set(Object.values(refusal.fields))]
  const said = reasons.length ? reasons : [refusal.message]

  async function mend(work: Promise<unknown>) {
    await work
    void drain(true)
  }

  async function withNewNumber() {
    go('records', await renumber(patrol))
  }

  return (
    <section class="refused" role="alert">
      <h2>{text.refusedTitle}</h2>
      <ul>
        {said.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>{text.refusedSafe}</p>
      {late !== null && (
        <button type="button" class="button button-main" onClick={() => void mend(straightenClock(patrol, late))}>
          {text.straighten(span(late), late < 0)}
        </button>
      )}
      {numberIsTaken(patrol) && (
        <button type="button" class="button button-main" onClick={() => void mend(withNewNumber())}>
          {text.renumber}
        </button>
      )}
      {trackless && <Rescue patrol={patrol} notes={trackless} />}
      {trackless === null && (
        <button type="button" class="button" onClick={() => void mend(tryAgain(patrol))}>
          {text.tryAgain}
        </button>
      )}
    </section>
  )
}
