import { count, km, percent } from '../../shared/figures'
import { earlierSummary, summary } from '../data'
import { m } from '../messages'
import { tab } from '../picture'
import { wantedStatus } from '../coverage'
import { mm } from '../map/messages'
import { comparedWith } from '../map/tools'
import type { Summary } from '../wire'
import { points } from './columns'

interface CardProps {
  label: string
  figure: string
  more: string
  tone?: 'bad' | 'plain'
  pressed?: boolean
  onPress?: () => void
}

function Card({ label, figure, more, tone = 'plain', pressed, onPress }: CardProps) {
  const body = (
    <>
      <span class="card-label">{label}</span>
      <span class="card-figure">{figure}</span>
      <span class="card-more">{more}</span>
    </>
  )
  if (!onPress) return <div class={`card card-${tone}`}>{body}</div>
  return (
    <button type="button" class={`card card-${tone}`} aria-pressed={pressed} title={m.value.cards.filterHint} onClick={onPress}>
      {body}
    </button>
  )
}

function shareOf(sum: Summary, forest: boolean): number | null {
  if (forest) return sum.cells ? sum.cells_visited / sum.cells : null
  return sum.segments ? sum.share : null
}

/** The four figures that say how the period stands. */
export function Cards() {
  const sum = summary.data.value
  if (!sum) return <div class="cards cards-waiting" aria-hidden="true" />
  const text = m.value.cards
  const forest = tab.value === 'forest'
  const share = shareOf(sum, forest)
  const earlier = comparedWith.value ? earlierSummary.data.value : null
  const then = earlier && shareOf(earlier, forest)
  const change = then !== null && share !== null ? mm.value.compare.since(percent(then), points(share - then)) : null
  const unvisited = forest ? sum.unvisited_plots : sum.unvisited_segments
  return (
    <div class="cards">
      <Card
        label={forest ? text.plotShare : text.segmentShare}
        figure={share === null ? '–' : percent(share)}
        more={change ?? (forest ? text.plotShareOf(count(sum.cells_visited), count(sum.cells)) : text.segmentShareOf(km(sum.covered_m, 1), km(sum.length_m, 1)))}
      />
      <Card
        label={forest ? text.unvisitedPlots : text.unvisited}
        figure={count(unvisited)}
        more={forest ? text.unvisitedPlotsOf(count(sum.plots)) : text.unvisitedOf(count(sum.segments))}
        tone={unvisited > 0 ? 'bad' : 'plain'}
        pressed={wantedStatus.value === 'unvisited'}
        onPress={() => wantedStatus.set(wantedStatus.value === 'unvisited' ? null : 'unvisited')}
      />
      <Card label={text.patrols} figure={count(sum.patrols)} more={text.patrolsOf(count(sum.effective_patrols), km(sum.patrol_distance_m, 0))} />
      <Card
        label={text.issues}
        figure={count(sum.open_issues)}
        more={text.issuesOf(count(sum.overdue_issues))}
        tone={sum.overdue_issues > 0 ? 'bad' : 'plain'}
      />
    </div>
  )
}
