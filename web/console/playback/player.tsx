import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Map as Maplibre } from 'maplibre-gl'
import { all } from '../../shared/api'
import { dayOf, type Day, type Period } from '../../shared/days'
import { count } from '../../shared/figures'
import { load } from '../../shared/load'
import { CloseIcon, PauseIcon, PlayIcon } from '../bar/icons'
import { asked, kindShown } from '../data'
import { playing as playedDay } from '../map/tools'
import { m } from '../messages'
import { period } from '../picture'
import { session, whenOut } from '../session'
import '../styles/playback.css'
import { begin, drawMoment, drawWays, end } from './drawing'
import { texts } from './messages'
import { unpacked, type Sent } from './tracks'

const SPEEDS = [30, 60, 120, 300, 900] as const
const MINUTE_S = 60
const ALL = 'all'

/** The days that are played: one, or all of the period over one clock. */
function days(): Period | null {
  const within = period.value
  if (!within || !playedDay.value) return null
  return playedDay.value === ALL ? within : { from: playedDay.value, to: playedDay.value }
}

const sent = load(
  () => {
    const its = days()
    if (session.value.state !== 'in' || !its) return null
    return `tracks?kind=${kindShown.value}&limit=200&${asked(its)}`
  },
  (path, abort) => all<Sent>(path, abort),
)
whenOut(sent.forget)

/** Plays the tracks of a day on the map: who was where at each minute. */
export function Player({ map }: { map: Maplibre }) {
  const text = texts.value
  const second = useSignal(0)
  const running = useSignal(false)
  const speed = useSignal<number>(120)
  const out = useSignal(0)
  const tracks = useComputed(() => unpacked(sent.data.value ?? []))
  const from = useComputed(() => Math.floor(Math.min(...tracks.value.map((track) => track.from), 86_400) / MINUTE_S) * MINUTE_S)
  const to = useComputed(() => Math.max(...tracks.value.map((track) => track.to), from.value))

  useEffect(() => {
    begin(map)
    return () => end(map)
  }, [map])

  useSignalEffect(() => {
    drawWays(map, tracks.value)
    second.value = tracks.value.length ? from.value : 0
  })
  useSignalEffect(() => void (out.value = drawMoment(map, tracks.value, second.value)))
  useSignalEffect(() => {
    if (!running.value) return
    let last = performance.now()
    let frame = requestAnimationFrame(function step(now) {
      const next = second.peek() + ((now - last) / 1000) * speed.peek()
      last = now
      second.value = Math.min(next, to.peek())
      if (next >= to.peek()) running.value = false
      else frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  })

  function toggle() {
    if (!running.peek() && second.peek() >= to.peek()) second.value = from.peek()
    running.value = !running.peek()
  }

  function onKeyDown(event: KeyboardEvent) {
    const onField = (event.target as HTMLElement).matches('select, input[type=date], button')
    if (event.key === ' ' && !onField) toggle()
    else if (event.key === 'ArrowUp' && !onField) quicker(1)
    else if (event.key === 'ArrowDown' && !onField) quicker(-1)
    else if (event.key === 'Escape') playedDay.set('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function quicker(step: number) {
    const at = SPEEDS.findIndex((each) => each === speed.peek())
    speed.value = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))]!
  }

  const people = new Set(tracks.value.map(({ officer }) => officer.username)).size
  return (
    <section class="player" aria-label={text.title} title={text.keys} onKeyDown={onKeyDown} data-ready={!sent.loading.value}>
      <header>
        <DayChoice />
        <button type="button" class="icon-button" aria-label={m.value.close} title={`${m.value.close} (Esc)`} onClick={() => playedDay.set('')}>
          <CloseIcon />
        </button>
      </header>
      <div class="player-line">
        <button type="button" class="player-toggle" aria-label={running.value ? text.pause : text.play} onClick={toggle} disabled={!tracks.value.length}>
          {running.value ? <PauseIcon /> : <PlayIcon />}
        </button>
        <output class="player-clock">{clock(second.value)}</output>
        <input
          type="range"
          aria-label={text.time}
          aria-valuetext={clock(second.value)}
          min={from.value}
          max={to.value}
          step={MINUTE_S}
          value={second.value}
          disabled={!tracks.value.length}
          onInput={(event) => (second.value = Number(event.currentTarget.value))}
        />
        <select aria-label={text.speed} value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {text.times(count(each))}
            </option>
          ))}
        </select>
      </div>
      <footer>
        <span role="status">{sent.loading.value ? m.value.loading : tracks.value.length ? `${text.out(count(out.value))} · ${text.sum(count(tracks.value.length), count(people))}` : text.none}</span>
        <span>{text.noted}</span>
      </footer>
    </section>
  )
}

function clock(second: number): string {
  const minutes = Math.floor(second / MINUTE_S)
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** Which day is played, within the period on screen; or all of its days over one clock. */
function DayChoice() {
  const text = texts.value
  const within = period.value!
  const whole = playedDay.value === ALL
  const day = whole ? within.to : playedDay.value
  const step = (by: number) => playedDay.set(shifted(day, by))
  return (
    <div class="player-days">
      <button type="button" class="icon-button" aria-label={text.previous} title={text.previous} disabled={whole || day <= within.from} onClick={() => step(-1)}>
        ‹
      </button>
      <input type="date" aria-label={text.day} min={within.from} max={within.to} value={day} disabled={whole} onChange={(event) => event.currentTarget.value && playedDay.set(event.currentTarget.value)} />
      <button type="button" class="icon-button" aria-label={text.next} title={text.next} disabled={whole || day >= within.to} onClick={() => step(1)}>
        ›
      </button>
      <label>
        <input type="checkbox" checked={whole} onChange={() => playedDay.set(whole ? within.to : ALL)} />
        {text.whole}
      </label>
    </div>
  )
}

function shifted(day: Day, by: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(year, month, date + by)
}
