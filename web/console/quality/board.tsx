import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { count, percent } from '../../shared/figures'
import { load } from '../../shared/load'
import { Figure } from '../figures'
import { catalogue } from '../messages'
import { maybe, text } from '../parameters'
import { division, period, tab } from '../picture'
import { session, whenOut } from '../session'
import { Nothing, Trouble, Waiting } from '../states'
import { Filters, Search } from '../table/filters'
import { joined, listing, query } from '../table/listing'
import { DataTable } from '../table/table'

const t = catalogue(
  {
    title: '数据质量',
    patrols: '巡查',
    flagged: '有疑点的巡查',
    toReview: '待复核',
    photos: '缺照片的巡查',
    accuracy: '定位差的巡查',
    accuracyOf: (metres: string) => `平均误差大于 ${metres} 米`,
    ofPatrols: (share: string) => `占巡查 ${share}`,
    segments: '无责任人的河段',
    plots: '无责任人的小班',
    never: '从未登录的人员',
    search: '按名称、编码查找',
    fine: '没有',
    fineBody: '这一项没有缺漏。',
  },
  {
    title: 'Data quality',
    patrols: 'Patrols',
    flagged: 'Patrols flagged',
    toReview: 'To review',
    photos: 'Photos missing',
    accuracy: 'Poor position',
    accuracyOf: (metres: string) => `worse than ${metres} m on average`,
    ofPatrols: (share: string) => `${share} of patrols`,
    segments: 'Segments nobody answers for',
    plots: 'Plots nobody answers for',
    never: 'Never signed in',
    search: 'Name or code',
    fine: 'None',
    fineBody: 'Nothing is lacking here.',
  },
)

interface Quality {
  patrols: number
  flagged: number
  to_review: number
  without_photos: number
  poor_accuracy: number
  poor_accuracy_m: number
  unassigned_segments: number
  unassigned_plots: number
  never_signed_in: number
}

const LISTS = ['unassigned-segments', 'unassigned-plots', 'never-signed-in'] as const
const chosen = maybe('what', LISTS)
const words = text('q')

const quality = load(
  () => {
    const days = period.value
    if (session.value.state !== 'in' || tab.value !== 'quality' || !days) return null
    return joined('quality', query({ ...days, division: division.value }))
  },
  (path, abort) => call<Quality>(path, { abort }),
)
whenOut(quality.forget)

const counts = computed(() => {
  const now = quality.data.value
  return { 'unassigned-segments': now?.unassigned_segments ?? 0, 'unassigned-plots': now?.unassigned_plots ?? 0, 'never-signed-in': now?.never_signed_in ?? 0 }
})

/** The list below the figures: the one chosen, else the first that has anything. */
const what = computed(() => chosen.value ?? LISTS.find((each) => counts.value[each] > 0) ?? LISTS[0])

interface Lacking {
  code?: string
  username?: string
  name: string | null
  division: string
  division_name: string | null
}

const list = listing<Lacking>({
  table: () => what.value,
  usual: 'name',
  path: () => (tab.value === 'quality' && quality.data.value ? joined(`quality/${what.value}`, query({ division: division.value, text: words.value })) : null),
})

/** What the figures cannot be trusted for: patrols flagged and incomplete, places nobody answers for, people who never came. */
export function QualityBoard() {
  const text = t.value
  if (quality.failure.value) return <Trouble failure={quality.failure.value} onRetry={quality.reload} />
  if (!quality.data.value) return <Waiting />
  return (
    <div class="data-board">
      <h2 class="unseen">{text.title}</h2>
      <Figures now={quality.data.value} />
      <Filters>
        <Search label={text.search} of={words} />
      </Filters>
      <DataTable<Lacking>
        list={list}
        label={text[LABELS[what.value]]}
        keyOf={({ code, username }) => code ?? username ?? ''}
        opens={({ code }) => (code ? { tab: what.value === 'unassigned-plots' ? 'forest' : 'rivers', selected: code, own: {} } : null)}
        cells={{ name: ({ name, code }) => name || code, division_name: (row) => row.division_name ?? row.division }}
        {...(words.value ? {} : { empty: <Nothing title={text.fine} body={text.fineBody} /> })}
      />
    </div>
  )
}

const LABELS = { 'unassigned-segments': 'segments', 'unassigned-plots': 'plots', 'never-signed-in': 'never' } as const

function Figures({ now }: { now: Quality }) {
  const text = t.value
  const share = (part: number) => (now.patrols ? text.ofPatrols(percent(part / now.patrols)) : '')
  return (
    <nav class="figures-row" aria-label={text.title}>
      <Figure label={text.flagged} figure={count(now.flagged)} more={share(now.flagged)} opens={{ tab: 'patrols', own: { which: 'flagged' } }} />
      <Figure label={text.toReview} figure={count(now.to_review)} tone={now.to_review ? 'warn' : 'plain'} opens={{ tab: 'patrols', own: { review: 'open' } }} />
      <Figure label={text.photos} figure={count(now.without_photos)} more={share(now.without_photos)} opens={{ tab: 'patrols', own: { which: 'photos' } }} />
      <Figure label={text.accuracy} figure={count(now.poor_accuracy)} more={text.accuracyOf(count(now.poor_accuracy_m))} opens={{ tab: 'patrols', own: { which: 'accuracy' } }} />
      {LISTS.map((each) => (
        <Figure key={each} label={text[LABELS[each]]} figure={count(counts.value[each])} tone={counts.value[each] ? 'bad' : 'plain'} opens={{ own: { what: each } }} current={what.value === each} />
      ))}
    </nav>
  )
}
