import { useEffect, useRef } from 'preact/hooks'
import { count, mu, percent } from '../../shared/figures'
import { m } from '../messages'
import { wm } from './messages'
import type { Figures } from './wire'

interface Given {
  told: Figures
}

function Big({ label, figure, more, tone = '' }: { label: string; figure: string; more?: string | undefined; tone?: string }) {
  return (
    <div class={`wall-big ${tone}`}>
      <span>{label}</span>
      <strong>{figure}</strong>
      {more && <small>{more}</small>}
    </div>
  )
}

/** Rivers and plots by how much of them was walked this month. */
export function MapPicture({ told }: Given) {
  const place = useRef<HTMLDivElement>(null)
  const { summary } = told
  useEffect(() => {
    let gone = false
    let remove = () => {}
    void import('./ground').then(({ mount }) => {
      // Preact tidies up only after the next frame: until then a picture that went has lost its place and not yet said so.
      if (!gone && place.current) remove = mount(place.current, told)
    }, () => undefined)
    return () => {
      gone = true
      remove()
    }
  }, [told])
  const text = wm.value
  const legend = [m.value.map.unvisited, m.value.map.below50, m.value.map.below80, m.value.map.from80]
  return (
    <div class="wall-map">
      <div class="wall-ground" ref={place} />
      <div class="wall-side">
        <Big label={`${text.rivers} · ${text.month}`} figure={percent(summary.share)} more={text.segments(count(summary.segments))} />
        <Big label={text.unvisited} figure={count(summary.unvisited_segments)} more={text.segments(count(summary.segments))} tone={summary.unvisited_segments ? 'is-bad' : ''} />
        <Big label={`${text.forest} · ${text.month}`} figure={percent(summary.cells ? summary.cells_visited / summary.cells : 0)} more={text.plots(count(summary.plots))} />
        <ul class="wall-legend">
          {legend.map((label, at) => (
            <li key={label}>
              <i class={`wall-river-${at}`} />
              <i class={`wall-forest-${at}`} />
              {label}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

export function TodayPicture({ told }: Given) {
  const { today, days } = told
  const text = wm.value
  const most = Math.max(1, ...days.map(({ patrols }) => patrols))
  return (
    <div class="wall-today">
      <div class="wall-bigs">
        <Big label={text.out} figure={count(today.out)} />
        <Big label={text.patrols} figure={count(today.patrols)} more={text.effective(count(today.effective_patrols))} />
        <Big label={text.reported} figure={count(today.issues_reported)} />
        <Big label={text.due} figure={count(today.issues_due)} tone={today.issues_due ? 'is-warn' : ''} />
        <Big label={text.overdue} figure={count(today.issues_overdue)} more={text.open(count(today.issues_open))} tone={today.issues_overdue ? 'is-bad' : ''} />
      </div>
      <h2>{text.fortnight}</h2>
      <ol class="wall-days">
        {days.map(({ on, patrols }) => (
          <li key={on}>
            <b>{count(patrols)}</b>
            <i style={{ height: `${(patrols / most) * 100}%` }} />
            <span>{on.slice(5)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

const LINES = 12

export function DutiesPicture({ told }: Given) {
  const text = wm.value
  if (!told.duties.length) return <p class="wall-empty">{text.nobody}</p>
  return (
    <>
      {told.duties.length > LINES && <p class="wall-note">{text.worst(count(LINES), count(told.duties.length))}</p>}
      <ol class="wall-lines">
        {told.duties.slice(0, LINES).map(({ name, owed, missing, rate }) => (
        <li key={name}>
          <span class="wall-name">{name}</span>
          <span class="wall-bar">
            <i class={rate < 0.6 ? 'is-bad' : rate < 0.9 ? 'is-warn' : ''} style={{ width: `${rate * 100}%` }} />
          </span>
          <b>{percent(rate)}</b>
          <small>{text.missing(count(missing), count(owed))}</small>
        </li>
      ))}
      </ol>
    </>
  )
}

export function LatePicture({ told }: Given) {
  const text = wm.value
  if (!told.late.length) return <p class="wall-empty">{text.lateNone}</p>
  return (
    <>
      <p class="wall-note">{text.lateOf(count(told.late.length), count(told.today.issues_overdue))}</p>
      <ol class="wall-lines wall-late">
        {told.late.map(({ number, category, severity, division_name, late_days }) => (
          <li key={number}>
            <span class="wall-number">{number}</span>
            <span class="wall-name">{category}</span>
            <span>{division_name}</span>
            <span class={`wall-tag is-${severity}`}>{text.severity[severity]}</span>
            <b>{late_days ? text.days(count(late_days)) : text.overdueToday}</b>
          </li>
        ))}
      </ol>
    </>
  )
}

export function TargetsPicture({ told }: Given) {
  const text = wm.value
  if (!told.targets.length) return <p class="wall-empty">{text.targetsNone}</p>
  return (
    <ol class="wall-goals">
      {told.targets.map(({ work_type, target_mu, reported_mu, progress, pace, status }) => (
        <li key={work_type}>
          <span class="wall-name">{m.value.works[work_type]}</span>
          <strong>{percent(progress ?? 0)}</strong>
          <span class="wall-bar">
            <i class={status === 'behind' ? 'is-bad' : ''} style={{ width: `${Math.min(1, progress ?? 0) * 100}%` }} />
            {pace !== null && <u style={{ left: `${pace * 100}%` }} />}
          </span>
          <small>
            {text.ofTarget(mu(reported_mu), mu(target_mu))}
            {pace !== null && ` · ${text.paceAt(percent(pace))}`}
          </small>
          <em class={status === 'behind' ? 'is-bad' : ''}>{text.status[status]}</em>
        </li>
      ))}
    </ol>
  )
}
