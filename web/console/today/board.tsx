import type { ComponentChild, ComponentChildren } from 'preact'
import { call, Refused } from '../../shared/api'
import { count, shortDay } from '../../shared/figures'
import { load, type Loaded } from '../../shared/load'
import { Figure } from '../figures'
import { Deadline, tone } from '../issues/deadline'
import type { Issue } from '../issues/wire'
import { Sketch } from '../map/sketch'
import { catalogue, m } from '../messages'
import type { Patrol } from '../patrols/wire'
import { addressOf, division, show, tab, today, type Picture } from '../picture'
import { session, whenOut } from '../session'
import { Trouble, Waiting } from '../states'
import '../styles/issues.css'
import '../styles/today.css'
import { joined, query } from '../table/listing'
import type { Post, Segment, Summary } from '../wire'
import { beat } from './beat'

const t = catalogue(
  {
    title: '今日',
    on: (day: string) => `${day} 动态`,
    out: '正在巡查',
    outMore: '共享位置的人员',
    outNone: '现在没有人共享位置',
    patrols: '今日收到巡查',
    effective: (n: string) => `有效 ${n}`,
    photos: '照片',
    photosMore: '随今日巡查',
    flagged: '其中有疑点',
    issues: '今日上报问题',
    due: '今日到期问题',
    overdue: '逾期问题',
    overdueMore: (open: string) => `未结 ${open}`,
    latest: '刚收到的巡查',
    late: '最急的问题',
    unwalked: '本月无人巡查',
    segments: (n: string) => `河段 ${n}`,
    plots: (n: string) => `小班 ${n}`,
    last: (day: string) => `最近 ${day}`,
    never: '从未巡查',
    everywhere: '每个河段都有人巡查',
    behind: '本月滞后的人员',
    missing: (missing: string, owed: string) => `欠 ${missing} / 应巡 ${owed}`,
    all: '全部',
    nothing: '今天还没有',
    nobody: '没有滞后的人员',
    map: '人员与逾期问题的位置',
    at: (time: string) => `${time} 的位置`,
    ineffective: '无效',
  },
  {
    title: 'Today',
    on: (day: string) => `Today, ${day}`,
    out: 'Out now',
    outMore: 'sharing their position',
    outNone: 'Nobody shares a position now',
    patrols: 'Patrols received',
    effective: (n: string) => `${n} effective`,
    photos: 'Photos',
    photosMore: 'with these patrols',
    flagged: 'Flagged of these',
    issues: 'Issues reported',
    due: 'Issues due today',
    overdue: 'Issues overdue',
    overdueMore: (open: string) => `${open} open`,
    latest: 'Patrols just received',
    late: 'Most pressing issues',
    unwalked: 'Nobody walked',
    segments: (n: string) => `${n} segments`,
    plots: (n: string) => `${n} plots`,
    last: (day: string) => `last ${day}`,
    never: 'never walked',
    everywhere: 'Every segment was walked',
    behind: 'Behind this month',
    missing: (missing: string, owed: string) => `${missing} missing of ${owed}`,
    all: 'All',
    nothing: 'Nothing yet today',
    nobody: 'Nobody is behind',
    map: 'People and overdue issues on the map',
    at: (time: string) => `position of ${time}`,
    ineffective: 'not effective',
  },
)

interface Out {
  username: string
  name: string
  post: Post
  division_name: string | null
  at: string
  lon: number
  lat: number
}

interface Today {
  day: string
  out: Out[]
  patrols: number
  effective_patrols: number
  flagged_patrols: number
  photos: number
  issues_reported: number
  issues_due: number
  issues_overdue: number
  issues_open: number
}

interface Behind {
  key: string
  name: string
  division_name: string | null
  kind: string
  per: string
  owed: number
  missing: number
}

const LISTED = 8
const FEW = 5
const MARKED = 200

const asked = (path: string, filters: Record<string, string | number | null>) => () =>
  session.value.state === 'in' && tab.value === 'today' && today.value ? `${joined(path, query({ ...filters, division: division.value }))}#${beat.value}` : null
const fetched =
  <T,>() =>
  (path: string, abort: AbortSignal) =>
    call<T>(path.split('#')[0]!, { abort })

const now = load(asked('today', {}), fetched<Today>())
const late = load(asked('issues', { overdue: 'true', sort: 'due_on', limit: MARKED }), fetched<{ items: Issue[] }>())
const latest = load(
  () => asked('patrols/table', { received_on: today.value, sort: '-received_at', limit: LISTED })(),
  fetched<{ items: Patrol[] }>(),
)
const behind = load(
  () => asked('duties', { period: today.value.slice(0, 7), by: 'officer', status: 'behind', sort: '-missing', limit: LISTED })(),
  fetched<{ items: Behind[] }>(),
)
const month = () => ({ from: `${today.value.slice(0, 7)}-01`, to: today.value })
const sums = load(() => asked('summary', month())(), fetched<Summary>())
const unwalked = load(() => asked('coverage/segments/table', { ...month(), status: 'unvisited', limit: FEW })(), fetched<{ items: Segment[] }>())
for (const each of [now, late, latest, behind, sums, unwalked]) whenOut(each.forget)

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

function Lists({ here }: { here: Today }) {
  return (
    <div class="today-lists">
      <div class="today-column">
        <Out here={here} />
        <Late />
        <Latest day={here.day} />
      </div>
      <div class="today-column">
        <Unwalked />
        <BehindNow />
      </div>
    </div>
  )
}

function Out({ here }: { here: Today }) {
  const text = t.value
  if (!here.out.length) return null
  return (
    <List name="out" title={text.out} none={text.outNone}>
      {here.out.map((each) => (
        <li key={each.username}>
          <span>
            <strong>{each.name}</strong>
            <small>{each.division_name}</small>
          </span>
          <small>{text.at(clock(each.at))}</small>
        </li>
      ))}
    </List>
  )
}

function Late() {
  const text = t.value
  return (
    <List name="late" title={text.late} from={late} none={text.nothing} all={{ tab: 'issues', own: { which: 'overdue', view: 'table' } }}>
      {late.data.value?.items.slice(0, LISTED).map((issue) => (
        <Row key={issue.number} opens={{ tab: 'issues', selected: issue.number, own: {} }} main={issue.title} more={issue.division_name ?? issue.division}>
          <Deadline issue={issue} />
        </Row>
      ))}
    </List>
  )
}

function Latest({ day }: { day: string }) {
  const text = t.value
  return (
    <List name="latest" title={text.latest} from={latest} none={text.nothing} all={{ tab: 'patrols', own: { received: day } }}>
      {latest.data.value?.items.map((patrol) => (
        <Row key={patrol.id} opens={{ tab: 'reviews', selected: patrol.id, own: {} }} main={patrol.officer.name} more={patrol.division_name ?? patrol.division}>
          <small>
            {!patrol.effective && `${text.ineffective} · `}
            {clock(patrol.received_at)}
          </small>
        </Row>
      ))}
    </List>
  )
}

/** What nobody walked this month: how many segments and plots, and of the segments the longest. */
function Unwalked() {
  const text = t.value
  const sum = sums.data.value
  const counts: [Partial<Picture>, string][] = sum
    ? [
        [{ tab: 'rivers', chosen: null, own: { status: 'unvisited' } }, text.segments(count(sum.unvisited_segments))],
        [{ tab: 'forest', chosen: null, own: { status: 'unvisited' } }, text.plots(count(sum.unvisited_plots))],
      ]
    : []
  return (
    <List name="unwalked" title={text.unwalked} from={unwalked} none={text.everywhere} links={counts}>
      {unwalked.data.value?.items.map((segment) => (
        <Row key={segment.code} opens={{ tab: 'rivers', selected: segment.code, own: { status: 'unvisited' } }} main={segment.name ?? segment.code} more={segment.division_name ?? ''}>
          <small>{segment.last_visit_on ? text.last(shortDay(segment.last_visit_on, today.value)) : text.never}</small>
        </Row>
      ))}
    </List>
  )
}

function BehindNow() {
  const text = t.value
  return (
    <List name="behind" title={text.behind} from={behind} none={text.nobody} all={{ tab: 'duties', own: { status: 'behind' } }}>
      {behind.data.value?.items.map((duty) => (
        <Row key={duty.key + duty.kind + duty.per} opens={{ tab: 'duties', selected: [duty.kind, duty.per, duty.key, duty.name].join('/'), own: {} }} main={duty.name} more={duty.division_name ?? ''}>
          <small>{text.missing(count(duty.missing), count(duty.owed))}</small>
        </Row>
      ))}
    </List>
  )
}

type Rows = ComponentChild[] | undefined

interface ListProps {
  name: string
  title: string
  none: string
  /** Where all its rows are, and where further ones. */
  all?: Partial<Picture>
  links?: [Partial<Picture>, string][]
  /** What was asked for: where it failed, that is said instead of waiting for ever. */
  from?: Pick<Loaded<unknown>, 'failure'>
  children: Rows
}

function List({ name, title, none, all, links = all ? [[all, t.value.all]] : [], from, children }: ListProps) {
  const failure = from?.failure.value
  return (
    <section class={`today-list today-${name}`}>
      <h3>
        {title}
        <span>
          {links.map(([opens, words]) => (
            <a key={words} href={addressOf(opens)} onClick={(event) => follow(event, opens)} aria-label={`${title}: ${words}`}>
              {words}
            </a>
          ))}
        </span>
      </h3>
      {children === undefined ? <p class="none">{failure ? said(failure) : m.value.loading}</p> : children.length ? <ul>{children}</ul> : <p class="none">{none}</p>}
    </section>
  )
}

const said = (failure: Error): string => (failure instanceof Refused ? failure.message : m.value.unreachable.title)

function Row({ opens, main, more, children }: { opens: Partial<Picture>; main: string; more: string; children: ComponentChildren }) {
  return (
    <li>
      <a href={addressOf(opens)} onClick={(event) => follow(event, opens)}>
        <span>
          <strong>{main}</strong>
          <small>{more}</small>
        </span>
        {children}
      </a>
    </li>
  )
}

function follow(event: MouseEvent, to: Partial<Picture>): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  show(to)
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })
}
