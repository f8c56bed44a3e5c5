import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { muOf } from '../../shared/figures'
import { carried, nameOf, settings } from '../carried'
import { length } from '../figures'
import { Chart } from '../map/chart'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Standing } from '../parts/standing'
import { go } from '../place'
import { bearing, goalOf, nearest, octant, type Goal as Wanted } from '../walk/bearing'
import { glance, here, reception } from '../walk/position'
import { Walk } from '../walk/walk'
import type { Sync } from '../wire'

const THERE_M = 30

/** The way to a segment, a plot or an issue: where it lies from here, on the map that needs no network. */
export function Goal({ code }: { code: string }) {
  const sync = carried.value?.sync
  const goal = sync && goalOf(sync, code)
  const shown = useSignal<Walk | null>(null)
  useEffect(() => glance(), [])
  useEffect(() => void (shown.value = sync && goal ? new Walk(goal.kind, sync, settings.peek(), goal.points[0]!) : null), [sync, code])
  const issue = sync?.issues.find(({ number }) => number === code)
  return (
    <>
      <header class="head head-back">
        <button type="button" class="button-round" aria-label={m.value.back} onClick={() => go('home')}>
          <Icon name="back" />
        </button>
        <h1>{issue?.title ?? nameOf(code)}</h1>
        <Standing />
      </header>
      {goal ? (
        <>
          <Chart walk={shown.value} spot={here.value} goal={goal} />
          <main class="panel">
            <Way goal={goal} />
            <Facts sync={sync} code={code} />
          </main>
        </>
      ) : (
        <main class="page">
          <p class="hint">{m.value.goal.unknown}</p>
        </main>
      )}
    </>
  )
}

/** Direction and distance from here, and the way into the phone's own navigation. */
export function Way({ goal }: { goal: Wanted }) {
  const text = m.value.goal
  const from = here.value
  const found = from && nearest(goal, from)
  const to = found?.place ?? goal.points[Math.floor(goal.points.length / 2)]!
  return (
    <section class="way" aria-label={text.way}>
      {found && from ? (
        <p class="way-figure" role="status" data-metres={Math.round(found.metres)}>
          <span class="way-arrow" style={{ transform: `rotate(${bearing(from, to)}deg)` }} aria-hidden="true">
            <Icon name="north" size={40} />
          </span>
          {found.metres < THERE_M ? text.hereNow : text.bearing(text.compass[octant(bearing(from, to))]!, length(found.metres))}
        </p>
      ) : (
        <p role="status">{reception.value === 'denied' ? text.denied : text.waiting}</p>
      )}
      <a class="button" href={`geo:${to.lat.toFixed(6)},${to.lon.toFixed(6)}?q=${to.lat.toFixed(6)},${to.lon.toFixed(6)}`}>
        <Icon name="route" /> {text.open}
      </a>
    </section>
  )
}

function Facts({ sync, code }: { sync: Sync; code: string }) {
  const text = m.value.goal
  const segment = sync.segments.find((own) => own.code === code)
  const plot = sync.plots.find((own) => own.code === code)
  const own = segment ?? plot
  if (!own) return null
  return (
    <dl class="facts">
      <dt>{text.division}</dt>
      <dd>{own.division_name}</dd>
      {segment?.river && (
        <>
          <dt>{text.river}</dt>
          <dd>{segment.river}</dd>
        </>
      )}
      <dt>{segment ? text.size : text.areaName}</dt>
      <dd>{segment ? length(segment.length_m) : text.area(muOf(plot!.area_m2))}</dd>
    </dl>
  )
}
