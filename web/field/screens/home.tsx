import { useSignal } from '@preact/signals'
import { carried, settings } from '../carried'
import { reached } from '../client'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { useStored } from '../parts/stored'
import { isWaiting } from '../queue/queue'
import { stepsWaiting } from '../queue/steps'
import { officer } from '../session'
import { patrolsOf } from '../store/patrols'
import { begin, elsewhere } from '../walk/recorder'
import type { Kind, Officer } from '../wire'
import { Duties } from './duties'
import { AssignedIssues, OwnIssues } from './issues'

const KINDS: readonly Kind[] = ['river', 'forest']
const REMEMBERED = 'patrol.kind'

/** What I owe, and one large button that starts. */
export function Home() {
  const who = officer.value
  const kind = useSignal<Kind>(likelyKind(who))
  const problem = useSignal<string | null>(null)
  const text = m.value.home
  if (!who) return null

  function choose(each: Kind) {
    kind.value = each
    localStorage.setItem(REMEMBERED, each)
  }

  async function start() {
    try {
      await begin(kind.value)
    } catch {
      problem.value = m.value.notice.failedStart
    }
  }

  return (
    <>
      <header class="head">
        <div>
          <h1>{who.name}</h1>
          <p>
            {m.value.posts[who.post] ?? who.post} · {who.division.name}
          </p>
        </div>
        <Standing who={who} />
      </header>
      <main class="page">
        <Notices />
        <AssignedIssues />
        {carried.value ? <Duties kind={kind.value} /> : <p class="hint">{text.notYet}</p>}
        <OwnIssues kind={kind.value} />
      </main>
      <footer class="actions">
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        {settings.value.may_patrol ? (
          <>
            <div class="choice" role="radiogroup" aria-label={text.chooseKind}>
              {KINDS.map((each) => (
                <button key={each} type="button" role="radio" aria-checked={kind.value === each} onClick={() => choose(each)}>
                  {m.value.kind[each]}
                </button>
              ))}
            </div>
            <button type="button" class="button button-start" disabled={elsewhere.value} onClick={start}>
              <Icon name="play" size={30} />
              {text.start[kind.value]}
            </button>
          </>
        ) : (
          <>
            <p class="hint">{text.cannotPatrol}</p>
            <a class="button button-main" href="/">
              {text.console}
            </a>
          </>
        )}
      </footer>
    </>
  )
}

/** What this officer most likely walks: what was chosen last, what they answer for, or what their post is for. */
function likelyKind(who: Officer | null): Kind {
  const last = KINDS.find((kind) => kind === localStorage.getItem(REMEMBERED))
  if (last) return last
  const sync = carried.peek()?.sync
  if (sync && sync.segments.length + sync.plots.length > 0) return sync.segments.length ? 'river' : 'forest'
  return who?.post === 'ranger' || who?.post === 'supervision' ? 'forest' : 'river'
}

function Standing({ who }: { who: Officer }) {
  const waiting = useStored(async () => (await patrolsOf(who.username)).filter(isWaiting).length, who.username) ?? 0
  const text = m.value.home
  const all = waiting + stepsWaiting(who.username)
  const reach = !navigator.onLine || reached.value === false ? 'offline' : reached.value ? 'online' : 'unknown'
  return (
    <p class={`standing standing-${reach}`} role="status">
      <span class="dot" aria-hidden="true" />
      {text[reach]}
      {all > 0 && <strong>{text.waiting(all)}</strong>}
    </p>
  )
}
