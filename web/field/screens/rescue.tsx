import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Refused } from '../client'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { reportNotes, type Rescued } from '../queue/rescuing'
import { session } from '../session'
import type { Patrol } from '../store/shapes'
import { glance } from '../walk/position'

/** A patrol without a track, which no server takes: what was noted goes another way. */
export function Rescue({ patrol, notes }: { patrol: Patrol; notes: Rescued[] }) {
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  const text = m.value.rescue
  const reported = patrol.reported ?? {}
  const left = notes.filter(({ note }) => !reported[note.id])
  const numbers = Object.values(reported)
  useEffect(() => glance(), [])

  async function send() {
    const who = session.peek()
    if (!who || who.expired) return void (problem.value = m.value.past.signInFirst)
    busy.value = true
    problem.value = null
    try {
      if (!(await reportNotes(patrol, notes, who))) problem.value = text.noPlace
    } catch (failure) {
      const said = failure instanceof Refused ? [...new Set(Object.values(failure.fields))].join(' ') || failure.message : null
      problem.value = said ?? m.value.past.unreached
    }
    busy.value = false
  }

  return (
    <>
      <p>{text.never}</p>
      {numbers.length > 0 && <p role="status">{text.reported(numbers.join('、'))}</p>}
      {left.some(({ position }) => !position) && <p>{text.goThere}</p>}
      {problem.value && <p class="problem">{problem.value}</p>}
      {left.length > 0 && (
        <button type="button" class="button button-main" disabled={busy.value} onClick={() => void send()}>
          <Icon name="send" /> {busy.value ? m.value.records.sending : text.report(left.length)}
        </button>
      )}
    </>
  )
}
