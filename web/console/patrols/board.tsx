import { computed } from '@preact/signals'
import { PATROLLING } from '../map/asking'
import { catalogue, m } from '../messages'
import { choice, maybe, parameter, text } from '../parameters'
import { division, period, tab } from '../picture'
import { isDay } from '../../shared/days'
import { Choice, Filters, Narrowed, Search, Segments } from '../table/filters'
import { joined, listing, query } from '../table/listing'
import { tables, wordsOf } from '../table/columns'
import { Trouble } from '../states'
import type { Post } from '../wire'
import { PatrolTable } from './table'
import type { Patrol } from './wire'

const t = catalogue(
  {
    title: '巡查记录',
    which: '范围',
    whichOf: { all: '全部', effective: '有效', ineffective: '无效', flagged: '有疑点', photos: '缺照片', accuracy: '定位差' },
    search: '巡查人姓名或账号',
    kind: '类别',
    review: '复核',
    received: (day: string) => `${day} 收到的`,
    officer: (name: string) => `巡查人 ${name}`,
    counted: '计入统计的',
  },
  {
    title: 'Patrols',
    which: 'Which',
    whichOf: { all: 'All', effective: 'Effective', ineffective: 'Not effective', flagged: 'Flagged', photos: 'Photos missing', accuracy: 'Poor position' },
    search: 'Name or user name',
    kind: 'Kind',
    review: 'Review',
    received: (day: string) => `Received ${day}`,
    officer: (name: string) => `By ${name}`,
    counted: 'That count',
  },
)

const WHICH = ['all', 'effective', 'ineffective', 'flagged', 'photos', 'accuracy'] as const
const which = choice('which', WHICH, 'all')
const kind = maybe('kind', ['river', 'forest'])
const review = maybe('review', ['open', 'accepted', 'rejected'])
const words = text('q')
const officer = text('officer')
const post = maybe<Post>('post', PATROLLING)
/** Only those that are in the figures: not rejected. */
const counted = maybe('counted', ['yes'])
const receivedOn = parameter<string | null>('received', null, (day) => (isDay(day) ? day : null))

const ASKED = {
  all: {},
  effective: { effective: 'true' },
  ineffective: { effective: 'false' },
  flagged: { flagged: 'true' },
  photos: { lacks: 'photos' },
  accuracy: { lacks: 'accuracy' },
} as const

const narrowed = computed(() => ({
  division: division.value,
  kind: kind.value,
  review: review.value,
  officer: officer.value,
  post: post.value,
  counts: counted.value && 'true',
  text: words.value,
}))

const list = listing<Patrol>({
  table: () => 'patrols',
  usual: '-started_at',
  path: () => {
    const days = period.value
    if (tab.value !== 'patrols' || !days) return null
    // What came in on a day may have been walked in another month.
    const when = receivedOn.value ? { received_on: receivedOn.value } : { from: days.from, to: days.to }
    return joined('patrols/table', query({ ...narrowed.value, ...when, ...ASKED[which.value] }))
  },
})

/** Every patrol of a period that its reader may see. */
export function PatrolBoard() {
  const text = t.value
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  return (
    <div class="data-board">
      <h2 class="unseen">{text.title}</h2>
      <Filters>
        <Segments label={text.which} of={which} choices={WHICH.map((each) => [each, text.whichOf[each]] as const)} />
        <Search label={text.search} of={words} />
        <Choice label={text.kind} of={kind} choices={wordsOf('patrols', 'kind') as ['river' | 'forest', string][]} />
        <Choice label={text.review} of={review} choices={wordsOf('patrols', 'review') as ['open' | 'accepted' | 'rejected', string][]} />
        {receivedOn.value && <Narrowed onClear={() => receivedOn.set(null)}>{text.received(receivedOn.value)}</Narrowed>}
        {counted.value && <Narrowed onClear={() => counted.set(null)}>{text.counted}</Narrowed>}
        {post.value && <Narrowed onClear={() => post.set(null)}>{m.value.posts[post.value]}</Narrowed>}
        {officer.value && <Narrowed onClear={() => officer.set('')}>{text.officer(officer.value)}</Narrowed>}
      </Filters>
      <PatrolTable list={list} label={text.title} />
    </div>
  )
}
