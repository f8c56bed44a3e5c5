import { count } from '../../shared/figures'
import { Figure } from '../figures'
import { tone } from '../issues/deadline'
import { Sketch } from '../map/sketch'
import { show, type Picture } from '../picture'
import { Trouble, Waiting } from '../states'
import '../styles/issues.css'
import '../styles/today.css'
import { late, now, type Today } from './data'
import { Lists } from './lists'
import { t } from './words'

/** This day: who is out, what came in, what is due; asked again every minute while it is looked at. */
export function TodayBoard() {
  const text = t.value
  const here = now.data.value
  if (now.failure.value && !here) return <Trouble failure={now.failure.value} onRetry={now.reload} />
  if (!here) return <Waiting />
  return (
    <div class="data-board today">
      <h2 class="unseen">{text.on(here.day)}</h2>
      <Figures here={here} />
      <div class="today-body">
        <Map here={here} />
        <Lists here={here} />
      </div>
    </div>
  )
}

function Figures({ here }: { here: Today }) {
  const text = t.value
  const received: Partial<Picture> = { tab: 'patrols', own: { received: here.day } }
  return (
    <nav class="figures-row" aria-label={text.title}>
      <Figure label={text.out} figure={count(here.out.length)} more={text.outMore} opens={{ tab: 'today', own: {} }} />
      <Figure label={text.patrols} figure={count(here.patrols)} more={text.effective(count(here.effective_patrols))} opens={received} />
      <Figure label={text.photos} figure={count(here.photos)} more={text.photosMore} opens={received} />
      <Figure label={text.flagged} figure={count(here.flagged_patrols)} tone={here.flagged_patrols ? 'warn' : 'plain'} opens={{ tab: 'patrols', own: { received: here.day, which: 'flagged' } }} />
      <Figure label={text.issues} figure={count(here.issues_reported)} opens={{ tab: 'issues', own: { which: 'all', view: 'table', reported_from: here.day, reported_to: here.day } }} />
      <Figure label={text.due} figure={count(here.issues_due)} tone={here.issues_due ? 'warn' : 'plain'} opens={{ tab: 'issues', own: { which: 'today', view: 'table' } }} />
      <Figure label={text.overdue} figure={count(here.issues_overdue)} more={text.overdueMore(count(here.issues_open))} tone={here.issues_overdue ? 'bad' : 'plain'} opens={{ tab: 'issues', own: { which: 'overdue', view: 'table' } }} />
    </nav>
  )
}

const COLOURS = { out: '#0f6b56', red: '#a31621', orange: '#e07a1f', yellow: '#e3b62c', soon: '#5f9bd4', plain: '#5f9bd4' }

function Map({ here }: { here: Today }) {
  const issues = late.data.value?.items ?? []
  const points = [
    ...issues.map((issue) => ({ id: issue.number, ...issue.position, colour: COLOURS[tone(issue)] })),
    ...here.out.map(({ username, lon, lat }) => ({ id: `@${username}`, lon, lat, colour: COLOURS.out })),
  ]
  return (
    <section class="today-map" aria-label={t.value.map}>
      <Sketch label={t.value.map} points={points} onOpen={(id) => !id.startsWith('@') && show({ tab: 'issues', selected: id })} />
    </section>
  )
}
