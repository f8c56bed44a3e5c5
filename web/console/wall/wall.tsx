import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { dayOf, timeOf } from '../../shared/zone'
import '../styles/wall.css'
import { figures, keepUp, key, STAND_MS, trouble } from './keeping'
import { wm } from './messages'
import { DutiesPicture, LatePicture, MapPicture, TargetsPicture, TodayPicture } from './pictures'
import type { Figures } from './wire'

const PICTURES = [MapPicture, TodayPicture, DutiesPicture, LatePicture, TargetsPicture]
const at = signal(0)
const clock = signal(Date.now())

/** The wall: no controls, one picture after the other, for as long as the screen is on. */
export function Wall() {
  useEffect(() => {
    if (key) void keepUp()
    const turn = setInterval(() => (at.value = (at.peek() + 1) % PICTURES.length), STAND_MS)
    const tick = setInterval(() => (clock.value = Date.now()), 1000)
    return () => {
      clearInterval(turn)
      clearInterval(tick)
    }
  }, [])
  const told = figures.value
  const text = wm.value
  if (!key || (trouble.value === 'ended' && !told)) return <Bare title={key ? text.ended : text.noKey} body={text.how} />
  if (!told) return <Bare title={text.connecting} body="" />
  const Picture = PICTURES[at.value]!
  return (
    <div class="wall" data-picture={at.value}>
      <header>
        <h1>{titleOf(told)}</h1>
        <time>{`${dayOf(clock.value)} ${timeOf(clock.value)}`}</time>
      </header>
      <main>
        <Picture told={told} />
      </main>
      <footer>
        <Standing told={told} />
        <ol aria-hidden="true">
          {PICTURES.map((_, each) => (
            <li key={each} class={each === at.value ? 'is-on' : ''} />
          ))}
        </ol>
      </footer>
    </div>
  )
}

function titleOf({ division, day }: Figures): string {
  const text = wm.value
  const titles = [text.map(division.name), text.today, text.duties, text.late, text.targets(day.slice(0, 4))]
  return at.value === 0 ? titles[0]! : `${division.name} · ${titles[at.value]!}`
}

/** When the figures were told, and what is wrong where something is. */
function Standing({ told }: { told: Figures }) {
  const text = wm.value
  const time = timeOf(told.at)
  if (trouble.value === 'ended') return <p role="alert">{`${text.ended} · ${text.at(time)} · ${text.how}`}</p>
  if (trouble.value === 'offline') return <p role="status" class="is-warn">{text.offline(time)}</p>
  return <p>{text.at(time)}</p>
}

function Bare({ title, body }: { title: string; body: string }) {
  return (
    <div class="wall wall-bare">
      <h1>{title}</h1>
      <p>{body}</p>
    </div>
  )
}
