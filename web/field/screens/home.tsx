import { useSignal } from '@preact/signals'
import { carried, settings } from '../carried'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { Standing } from '../parts/standing'
import { officer } from '../session'
import { begin, elsewhere } from '../walk/recorder'
import type { Kind, Officer, Sync } from '../wire'
import { Duties, InPerson, owedOf } from './duties'
import { AssignedIssues, OwnIssues } from './issues'

const KINDS: readonly Kind[] = ['river', 'forest']
const REMEMBERED = 'patrol.kind'

/** What I owe, and one large button that starts. */
export function Home() {
  const who = officer.value
  const chosen = useSignal<Kind | null>(chosenLast(who))
  const kind = chosen.value ?? likelyKind(who, carried.value?.sync)
  const problem = useSignal<string | null>(null)
  const text = m.value.home
  if (!who) return null

  function choose(each: Kind) {
    chosen.value = each
    localStorage.setItem(rememberedOf(who!.username), each)
  }

  async function start() {
    try {
      await begin(kind)
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
        <Standing />
      </header>
      <main class="page">
        <Notices />
        <AssignedIssues />
        {carried.value && <InPerson kind={kind} />}
        {carried.value ? <Duties kind={kind} onOther={choose} /> : <p class="hint">{text.notYet}</p>}
        <OwnIssues kind={kind} />
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
                <button key={each} type="button" role="radio" aria-checked={kind === each} onClick={() => choose(each)}>
                  {m.value.kind[each]}
                </button>
              ))}
            </div>
            <button type="button" class="button button-start" disabled={elsewhere.value} onClick={start}>
              <Icon name="play" size={30} />
              {text.start[kind]}
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

/** Each officer's own, for a phone goes from hand to hand. */
const rememberedOf = (username: string): string => `${REMEMBERED}.${username}`

/** What this officer chose last. */
function chosenLast(who: Officer | null): Kind | null {
  return (who && KINDS.find((kind) => kind === localStorage.getItem(rememberedOf(who.username)))) ?? null
}

/** What this officer most likely walks: what is due, what they answer for, or what their post is for. */
function likelyKind(who: Officer | null, sync: Sync | undefined): Kind {
  const due = KINDS.find((kind) => sync && owedOf(sync, kind).length > 0)
  if (due) return due
  if (sync && sync.segments.length + sync.plots.length > 0) return sync.segments.length ? 'river' : 'forest'
  return who?.post === 'ranger' || who?.post === 'supervision' ? 'forest' : 'river'
}
