import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Refused } from '../client'
import { length, span } from '../figures'
import { m } from '../messages'
import { bringBack, past } from '../outings'
import type { Outing } from '../wire'
import { Verdict } from './verdict'

/** A patrol that lies at the server only: fetched when somebody looks at it. What the server will not give, it says why. */
export function Elsewhere({ id }: { id: string }) {
  const failure = useSignal<unknown>(null)
  useEffect(() => void bringBack(id).catch((reason: unknown) => (failure.value = reason)), [id])
  const outing = past.value?.items.find((each) => each.id === id)
  if (!failure.value) return <p class="hint">{m.value.past.bringing}</p>
  return (
    <>
      {outing && <Known outing={outing} />}
      <p class="hint" role="status">
        {reason(failure.value, outing)}
      </p>
    </>
  )
}

/** Its figures, which stay when a track has been erased. */
function Known({ outing }: { outing: Outing }) {
  return (
    <section class="sheet">
      <p class="sum">
        {length(outing.distance_m)} · {span(outing.duration_s * 1000)}
      </p>
      <Verdict of={outing} />
    </section>
  )
}

function reason(failure: unknown, outing: Outing | undefined): string {
  if (!(failure instanceof Refused)) return outing ? m.value.past.notBrought : m.value.records.thisOneGone
  return failure.status === 404 ? m.value.records.thisOneGone : failure.message
}
