import type { ComponentChildren } from 'preact'
import { computed, signal } from '@preact/signals'
import { call } from '../../shared/api'
import { count, km, percent, shortDay } from '../../shared/figures'
import { load } from '../../shared/load'
import { BackIcon } from '../bar/icons'
import { text } from '../parameters'
import { addressOf, division, selected, show, tab, today } from '../picture'
import { session, whenOut } from '../session'
import { Nothing, Trouble, Waiting } from '../states'
import { joined, query } from '../table/listing'
import { spanName } from '../span/span'
import { by, span, t } from './asked'

interface Visit {
  id: string
  patrolled_on: string
  officer_name: string
  on_behalf_of: string | null
  object: string | null
  distance_m: number
  duration_s: number
  share: number | null
  effective: boolean
  counted: boolean
}

interface Visits {
  items: Visit[]
  next: string | null
}

const FIRST = 100
/** The segment or plot that visits are narrowed to, where somebody comes from its figure. */
const object = text('object')
const most = signal(FIRST)

/** The row that is looked behind: kind, per, key and name, as the address has them. */
const row = computed(() => {
  const [kind = '', per = '', key = '', ...name] = (selected.value ?? '').split('/')
  return { kind, per, key, name: name.join('/') || key }
})

const visits = load(
  () => {
    if (session.value.state !== 'in' || tab.value !== 'duties' || !selected.value) return null
    const { kind, per, key } = row.value
    const narrowed = { period: span.value, object: object.value, kind: by.value === 'segment' || by.value === 'plot' ? null : kind, per, division: division.value }
    return joined(`duties/${by.value}/${encodeURIComponent(key)}/patrols`, query({ ...narrowed, limit: most.value }))
  },
  (path, abort) => call<Visits>(path, { abort }),
)
whenOut(visits.forget)

/** The patrols behind a row of duties, the last first; each opens on the review's screen. */
export function BehindDuty() {
  const text = t.value
  const found = visits.data.value
  return (
    <div class="data-board">
      <header class="behind-head">
        <button type="button" class="button" onClick={back}>
          <BackIcon />
          {text.back}
        </button>
        <h2>{text.behind(row.value.name, spanName(span.value))}</h2>
      </header>
      {visits.failure.value ? (
        <Trouble failure={visits.failure.value} onRetry={visits.reload} />
      ) : !found ? (
        <Waiting />
      ) : found.items.length === 0 && !visits.loading.value ? (
        <Nothing title={text.nothing} body={text.nothingBody} />
      ) : (
        <Table found={found} />
      )}
    </div>
  )
}

function back() {
  object.set('', { quietly: true })
  show({ selected: null })
}

function Table({ found }: { found: Visits }) {
  const { columns } = t.value
  return (
    <section class="data" aria-label={row.value.name} aria-busy={visits.loading.value}>
      <div class="data-scroll" tabIndex={0} role="region" aria-label={row.value.name}>
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              {Object.entries(columns).map(([name, heading]) => (
                <th key={name} role="columnheader" scope="col" class={FIGURES.includes(name) ? 'figures' : ''}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {found.items.map((visit) => (
              <Row key={visit.id + visit.object} visit={visit} />
            ))}
          </tbody>
        </table>
        {found.next && (
          <button type="button" class="button behind-more" onClick={() => (most.value += FIRST)}>
            {t.value.more}
          </button>
        )}
      </div>
    </section>
  )
}

const FIGURES = ['distance', 'minutes', 'share']

function Row({ visit }: { visit: Visit }) {
  const { columns, onBehalf, yes, no } = t.value
  const its = { tab: 'reviews', selected: visit.id } as const
  const cell = (name: keyof typeof columns, value: ComponentChildren) => (
    <td role="cell" data-heading={columns[name]} class={FIGURES.includes(name) ? 'figures' : ''}>
      {value}
    </td>
  )
  return (
    <tr role="row">
      {cell(
        'day',
        <a
          class="row-link"
          href={addressOf(its)}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            show(its)
          }}
        >
          {shortDay(visit.patrolled_on, today.value)}
        </a>,
      )}
      {cell('by', visit.on_behalf_of ? `${visit.officer_name} ${onBehalf(visit.on_behalf_of)}` : visit.officer_name)}
      {cell('object', visit.object ?? '–')}
      {cell('distance', km(visit.distance_m))}
      {cell('minutes', count(visit.duration_s / 60))}
      {cell('share', visit.share === null ? '–' : percent(visit.share))}
      {cell('effective', visit.effective ? yes : <span class="none">{no}</span>)}
      {cell('counted', visit.counted ? yes : <span class="none">{no}</span>)}
    </tr>
  )
}
