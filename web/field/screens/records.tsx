import { length, moment, span } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { StateMark } from '../parts/state'
import { useStored } from '../parts/stored'
import { go } from '../place'
import { drain, isWaiting, sending } from '../queue/queue'
import { officer } from '../session'
import { patrolsOf } from '../store/patrols'
import type { Patrol } from '../store/shapes'
import { current } from '../walk/recorder'

/** All my patrols on this phone, and where each of them is. */
export function Records() {
  const who = officer.value!
  const text = m.value.records
  const patrols = useStored(() => patrolsOf(who.username), who.username, current.value?.id)
  const finished = patrols?.filter((patrol) => patrol.phase === 'finished') ?? []
  const waiting = finished.filter(isWaiting)
  const next = Math.min(...waiting.map((patrol) => patrol.next_at))
  return (
    <>
      <header class="head">
        <h1>{text.title}</h1>
      </header>
      <main class="page">
        <Notices />
        {patrols && !finished.length && <p class="hint">{text.none}</p>}
        <ul class="cards">
          {finished.map((patrol) => (
            <RecordCard key={patrol.id} patrol={patrol} />
          ))}
        </ul>
      </main>
      {waiting.length > 0 && (
        <footer class="actions">
          {next > Date.now() && <p class="hint">{text.nextTry(moment(next))}</p>}
          <button type="button" class="button button-main" disabled={sending.value} onClick={() => void drain(true)}>
            <Icon name="send" /> {sending.value ? text.sending : text.sendNow}
          </button>
        </footer>
      )}
    </>
  )
}

function RecordCard({ patrol }: { patrol: Patrol }) {
  const walked = patrol.walked
  return (
    <li>
      <button type="button" class="card card-button" data-patrol={patrol.id} onClick={() => go('records', patrol.id)}>
        <div>
          <h3>
            {m.value.kind[patrol.kind]} · {moment(patrol.started_at)}
          </h3>
          <p>{walked && `${length(patrol.receipt?.distance_m ?? walked.distance_m)} · ${span(walked.duration_s * 1000)}`}</p>
          <StateMark delivered={patrol.delivered} refused={patrol.refusal !== null} />
        </div>
      </button>
    </li>
  )
}
