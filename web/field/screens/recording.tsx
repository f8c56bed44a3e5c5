import { useSignal } from '@preact/signals'
import { nameOf } from '../carried'
import { clock, percent } from '../figures'
import { Chart } from '../map/chart'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { useStored } from '../parts/stored'
import { now } from '../parts/ticker'
import { notesOf } from '../store/patrols'
import type { Patrol } from '../store/shapes'
import { here, reception } from '../walk/position'
import { current, elapsed_s, moment, pause, steps, walk } from '../walk/recorder'
import { Dark } from './dark'
import { Finish } from './finish'
import { NoteSheet, openNote } from './note'

const POOR_M = 30

/** The patrol under way: map, figures, own segments, and three buttons within a thumb's reach. */
export function Recording() {
  const patrol = current.value!
  const dark = useSignal(false)
  const full = useSignal(false)
  const draft = useStored(async () => (await notesOf(patrol.id)).find((note) => note.draft) ?? null, patrol.id)
  if (draft) return <NoteSheet key={draft.id} note={draft} kind={patrol.kind} />
  if (patrol.phase === 'paused') return <Finish patrol={patrol} />
  if (dark.value) return <Dark patrol={patrol} onLeave={() => (dark.value = false)} />
  const text = m.value.walk
  const attempt = (written: Promise<void>) =>
    void written.then(
      () => (full.value = false),
      () => (full.value = true),
    )
  return (
    <div class="recording">
      <header class="strip">
        <span class="pulse" aria-hidden="true" />
        <h1>
          {m.value.kind[patrol.kind]} · {text.recording}
        </h1>
        <button type="button" class="button-plain" onClick={() => (dark.value = true)}>
          <Icon name="moon" /> {text.dark}
        </button>
      </header>
      <Chart walk={walk.value} spot={here.value} />
      <div class="panel">
        <Figures patrol={patrol} />
        {full.value && (
          <p class="problem" role="alert">
            {m.value.luck.cannotWrite}
          </p>
        )}
        <Notices />
        <Shares underWay />
      </div>
      <footer class="actions actions-walk">
        <button type="button" class="button" onClick={() => attempt(pause())}>
          <Icon name="stop" /> {text.finish}
        </button>
        <button type="button" class="button button-main" onClick={() => attempt(openNote(patrol))}>
          <Icon name="pen" /> {text.note}
        </button>
      </footer>
    </div>
  )
}

/** Time, distance and accuracy. */
export function Figures({ patrol }: { patrol: Patrol }) {
  steps.value
  now.value
  const text = m.value.walk
  return (
    <dl class="figures">
      <div>
        <dt>{text.time}</dt>
        <dd data-figure="time">{clock(elapsed_s(patrol, moment()))}</dd>
      </div>
      <div>
        <dt>
          {text.distance} <small>{text.km}</small>
        </dt>
        <dd data-figure="distance">{((walk.value?.distance_m ?? 0) / 1000).toFixed(2)}</dd>
      </div>
      {patrol.phase === 'recording' && <Accuracy />}
    </dl>
  )
}

function Accuracy() {
  const text = m.value.walk
  const acc = here.value?.acc
  const good = reception.value === 'good' && acc !== undefined
  return (
    <div>
      <dt>{text.accuracy}</dt>
      <dd data-figure="accuracy" class={good && acc <= POOR_M ? '' : 'poor'}>
        {good ? text.metres(String(Math.round(acc))) : text.waiting}
      </dd>
    </div>
  )
}

/** Own segments or plots that were reached, with the share walked so far. */
export function Shares({ underWay = false }: { underWay?: boolean }) {
  steps.value
  const shares = walk.value?.shares() ?? []
  if (!shares.length) return underWay && walk.value?.coverings.length ? <p class="hint">{m.value.walk.noneYet}</p> : null
  return (
    <ul class="shares">
      {shares.slice(0, 3).map(({ code, share }) => (
        <li key={code}>
          <span>{nameOf(code)}</span>
          <strong>{percent(share)}</strong>
          <progress max={1} value={share} aria-label={`${nameOf(code)} ${m.value.walk.covered}`} />
        </li>
      ))}
    </ul>
  )
}
