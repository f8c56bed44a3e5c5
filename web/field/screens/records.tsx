import { useEffect } from 'preact/hooks'
import { locale } from '../../shared/locale'
import { length, moment, month, shortDay, span } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { Standing } from '../parts/standing'
import { StateMark } from '../parts/state'
import { useStored } from '../parts/stored'
import { go } from '../place'
import { askPast, asking, listed, past, type Listed } from '../outings'
import { drain, isWaiting, sending, trouble } from '../queue/queue'
import { officer, session } from '../session'
import { persisted } from '../storage'
import { patrolsOf } from '../store/patrols'
import { current } from '../walk/recorder'
import { GpxImport } from './gpx'

const STALE_MS = 10 * 60_000

/** All my patrols, on this phone and at the server, and where each of them is. */
export function Records() {
  const who = officer.value!
  const text = m.value.records
  const patrols = useStored(() => patrolsOf(who.username), who.username, current.value?.id)
  const finished = patrols?.filter((patrol) => patrol.phase === 'finished') ?? []
  const waiting = finished.filter(isWaiting)
  const all = listed(finished, past.value?.items ?? [])
  useEffect(() => {
    const known = past.peek()
    if (known?.language !== locale.peek() || Date.now() - known.at > STALE_MS) void askPast()
  }, [])
  const next = Math.min(...waiting.map((patrol) => patrol.next_at))
  return (
    <>
      <header class="head">
        <h1>{text.title}</h1>
        <Standing />
      </header>
      <main class="page">
        <Notices />
        {waiting.length > 0 && persisted.value === false && <p class="verdict verdict-poor">{m.value.past.notKept}</p>}
        {patrols && !all.length && <p class="hint">{text.none}</p>}
        <GpxImport />
        {byMonth(all).map(([name, those], at) => (
          <Month key={name} name={name} patrols={those} open={at === 0} />
        ))}
        <Further />
      </main>
      {waiting.length > 0 && (
        <footer class="actions">
          {!sending.value && <Trouble />}
          {next > Date.now() && !session.value?.expired && <p class="hint">{text.nextTry(moment(next))}</p>}
          <button type="button" class="button button-main" disabled={sending.value} onClick={() => void drain(true)}>
            <Icon name="send" /> {sending.value ? text.sending : text.sendNow}
          </button>
        </footer>
      )}
    </>
  )
}

/** Why it is not sent yet: whoever asks for it at once sees what came of it. */
function Trouble() {
  const text = m.value.past
  const why = trouble.value
  if (session.value?.expired) return <p class="problem" role="status">{text.signInFirst}</p>
  if (!why) return null
  return (
    <p class="problem" role="status">
      {why === 'unreached' ? text.unreached : text.notTaken(why.said)}
    </p>
  )
}

/** How far back the list goes, and a way to go farther. */
function Further() {
  const text = m.value.past
  const known = past.value
  return (
    <>
      {known && <p class="hint">{text.since(shortDay(known.from))}</p>}
      <button type="button" class="button button-quiet" disabled={asking.value} onClick={() => void askPast(known !== null)}>
        {asking.value ? text.asking : known ? text.further : text.refresh}
      </button>
    </>
  )
}

/** The patrols of each month under its name, in their order. */
function byMonth(all: Listed[]): [string, Listed[]][] {
  const months = new Map<string, Listed[]>()
  for (const each of all) {
    const name = month(each.started_at)
    months.set(name, [...(months.get(name) ?? []), each])
  }
  return [...months]
}

/** A month of patrols, folded unless it is the newest. */
function Month({ name, patrols, open }: { name: string; patrols: Listed[]; open: boolean }) {
  return (
    <details class="month" open={open}>
      <summary>{m.value.past.month(name, patrols.length)}</summary>
      <ul class="cards">
        {patrols.map((each) => (
          <RecordCard key={each.id} each={each} />
        ))}
      </ul>
    </details>
  )
}

function RecordCard({ each }: { each: Listed }) {
  const text = m.value.past
  return (
    <li>
      <button type="button" class="card card-button" data-patrol={each.id} data-elsewhere={each.elsewhere} onClick={() => go('records', each.id)}>
        <div>
          <h3>
            {m.value.kind[each.kind]} · {moment(each.started_at)}
          </h3>
          <p>
            {length(each.distance_m)} · {span(each.duration_s * 1000)}
          </p>
          <p class="marks">
            <StateMark delivered={each.delivered} refused={each.refused} />
            {each.effective !== null && <span class={each.effective ? 'mark mark-good' : 'mark'}>{each.effective ? text.effective : text.ineffective}</span>}
            {each.elsewhere && <span class="mark">{text.elsewhere}</span>}
          </p>
          {each.effective === false && each.reasons[0] && <p>{each.reasons[0]}</p>}
          {each.twice && <p class="late">{text.twice}</p>}
        </div>
      </button>
    </li>
  )
}
