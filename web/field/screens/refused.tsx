import { m } from '../messages'
import { go } from '../place'
import { clockWasWrong, numberIsTaken, renumber, straightenClock, tryAgain } from '../queue/mending'
import { drain } from '../queue/queue'
import type { Patrol, Refusal } from '../store/shapes'

/** Why the server did not take it, and what can be done about it. */
export function Refused({ patrol, refusal }: { patrol: Patrol; refusal: Refusal }) {
  const text = m.value.records

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
      <p>{refusal.message}</p>
      <ul>
        {Object.entries(refusal.fields).map(([field, reason]) => (
          <li key={field}>{reason}</li>
        ))}
      </ul>
      <p>{text.refusedSafe}</p>
      {clockWasWrong(patrol) && (
        <button type="button" class="button button-main" onClick={() => void mend(straightenClock(patrol))}>
          {text.straighten}
        </button>
      )}
      {numberIsTaken(patrol) && (
        <button type="button" class="button button-main" onClick={() => void mend(withNewNumber())}>
          {text.renumber}
        </button>
      )}
      <button type="button" class="button" onClick={() => void mend(tryAgain(patrol))}>
        {text.tryAgain}
      </button>
    </section>
  )
}
