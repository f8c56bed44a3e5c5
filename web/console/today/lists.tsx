import { count, shortDay } from '../../shared/figures'
import { timeOf } from '../../shared/zone'
import { Deadline } from '../issues/deadline'
import { today, type Picture } from '../picture'
import { behind, late, latest, LISTED, sums, unwalked, type Today } from './data'
import { List, Row } from './list'
import { t } from './words'

/** Who is out, what is overdue, what came in, what nobody walked, who is behind. */
export function Lists({ here }: { here: Today }) {
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
          <small>{text.at(timeOf(each.at))}</small>
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
            {timeOf(patrol.received_at)}
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
