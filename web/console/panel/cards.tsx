import { count, km, percent } from '../../shared/figures'
import { earlierSummary, kindShown, summary } from '../data'
import { Link } from '../link'
import { counted, officer, post } from '../map/asking'
import { m } from '../messages'
import type { Picture } from '../picture'
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
}

function Body({ label, figure }: Pick<CardProps, 'label' | 'figure'>) {
  return (
    <>
      <span class="card-label">{label}</span>
      <span class="card-figure">{figure}</span>
    </>
  )
}

/** A figure of the table below, which it narrows to its rows. */
function Narrowing({ more, tone = 'plain', pressed, hint, onPress, ...body }: CardProps & { pressed?: boolean; hint: string; onPress: () => void }) {
  return (
    <button type="button" class={`card card-${tone}`} aria-pressed={pressed} title={hint} onClick={onPress}>
      <Body {...body} />
      <span class="card-more">{more}</span>
    </button>
  )
}

/** A figure whose rows stand on another board, and of these the ones that are told beside it. */
function Leading({ more, tone = 'plain', opens, moreOpens, ...body }: CardProps & { opens: Partial<Picture>; moreOpens: Partial<Picture> }) {
  return (
    <div class={`card card-${tone}`}>
      <Link opens={opens} class="card-link">
        <Body {...body} />
      </Link>
      <Link opens={moreOpens} class="card-more">
        {more}
      </Link>
    </div>
  )
}

/** The patrols that are counted here, as their own board narrows them. */
function patrolsOf(effective: 'effective' | 'other' | null): Partial<Picture> {
  const which = effective === 'effective' ? { which: 'effective' } : effective === 'other' ? { which: 'ineffective' } : {}
  const whose = { ...(officer.value ? { officer: officer.value } : {}), ...(post.value ? { post: post.value } : {}) }
  return { tab: 'patrols', own: { counted: 'yes', kind: kindShown.value!, ...which, ...whose } }
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
  const kind = kindShown.value!
  const forest = kind === 'forest'
  const share = shareOf(sum, forest)
  const earlier = comparedWith.value ? earlierSummary.data.value : null
  const then = earlier && shareOf(earlier, forest)
  const change = then !== null && share !== null ? mm.value.compare.since(percent(then), points(share - then)) : null
  const unvisited = forest ? sum.unvisited_plots : sum.unvisited_segments
  return (
    <div class="cards">
      <Narrowing
        label={forest ? text.plotShare : text.segmentShare}
        figure={share === null ? '–' : percent(share)}
        more={change ?? (forest ? text.plotShareOf(count(sum.cells_visited), count(sum.cells)) : text.segmentShareOf(km(sum.covered_m, 1), km(sum.length_m, 1)))}
        hint={text.wholeHint}
        onPress={() => wantedStatus.set(null)}
      />
      <Narrowing
        label={forest ? text.unvisitedPlots : text.unvisited}
        figure={count(unvisited)}
        more={forest ? text.unvisitedPlotsOf(count(sum.plots)) : text.unvisitedOf(count(sum.segments))}
        tone={unvisited > 0 ? 'bad' : 'plain'}
        pressed={wantedStatus.value === 'unvisited'}
        hint={text.filterHint}
        onPress={() => wantedStatus.set(wantedStatus.value === 'unvisited' ? null : 'unvisited')}
      />
      <Leading
        label={text.patrols}
        figure={count(sum.patrols)}
        more={text.patrolsOf(count(sum.effective_patrols), km(sum.patrol_distance_m, 0))}
        opens={patrolsOf(counted.value)}
        moreOpens={patrolsOf('effective')}
      />
      <Leading
        label={text.issues}
        figure={count(sum.open_issues)}
        more={text.issuesOf(count(sum.overdue_issues))}
        tone={sum.overdue_issues > 0 ? 'bad' : 'plain'}
        opens={{ tab: 'issues', own: { view: 'table', kind } }}
        moreOpens={{ tab: 'issues', own: { which: 'overdue', view: 'table', kind } }}
      />
    </div>
  )
}
