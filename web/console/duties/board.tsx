import { count, percent } from '../../shared/figures'
import { maybe, text } from '../parameters'
import { division, selected, tab } from '../picture'
import { ShareBar } from '../panel/columns'
import { SpanPicker } from '../span/picker'
import { Trouble } from '../states'
import { tables, wordsOf } from '../table/columns'
import { Choice, Filters, Search, Segments } from '../table/filters'
import { joined, listing, query } from '../table/listing'
import { DataTable } from '../table/table'
import '../styles/duties.css'
import { BehindDuty } from './behind'
import { by, BY, span, t, type Counted } from './asked'

interface Duty {
  key: string
  name: string
  division: string
  division_name: string | null
  kind: 'river' | 'forest'
  per: 'object' | 'person'
  rate: number | null
  missing: number
  days_left: number
  status: Status
}

const STATUSES = ['fulfilled', 'due', 'behind', 'missed', 'nothing_owed'] as const
type Status = (typeof STATUSES)[number]

const status = maybe('status', STATUSES)
const kind = maybe('kind', ['river', 'forest'])
const per = maybe('per', ['object', 'person'])
const words = text('q')

const duties = listing<Duty, { longer: Counted[] }>({
  table: () => `duties-${by.value}`,
  usual: '-missing',
  path: () => {
    if (tab.value !== 'duties' || selected.value !== null || !span.value) return null
    return joined('duties', query({ period: span.value, by: by.value, division: division.value, kind: kind.value, per: per.value, status: status.value, text: words.value }))
  },
})

/** Duties 履职: who owed what in a period, what was done, what is missing; a row opens the patrols behind it. */
export function DutyBoard() {
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (selected.value) return <BehindDuty />
  const text = t.value
  const table = duties.table
  const longer = duties.data.value?.longer ?? []
  return (
    <div class="data-board">
      <h2 class="unseen">{text.title}</h2>
      <Filters>
        <SpanPicker span={span} />
        <Segments label={text.by} of={by} choices={BY.map((each) => [each, text.byOf[each]] as const)} />
        <Search label={text.search} of={words} />
        <Choice label={text.status} of={status} choices={wordsOf(table, 'status') as [Status, string][]} />
        {by.value !== 'segment' && by.value !== 'plot' && <Choice label={text.kind} of={kind} choices={wordsOf(table, 'kind') as ['river' | 'forest', string][]} />}
        <Choice label={text.per} of={per} choices={wordsOf(table, 'per') as ['object' | 'person', string][]} />
      </Filters>
      {longer.length > 0 && <p class="note note-info">{text.longer(longer.map((each) => text.counted[each]))}</p>}
      <p class="hint credited-hint">{text.credited}</p>
      <DataTable<Duty>
        list={duties}
        label={text.title}
        keyOf={(row) => `${row.key}/${row.kind}/${row.per}`}
        opens={(row) => ({ selected: [row.kind, row.per, row.key, row.name].join('/') })}
        cells={{
          name: (row) => row.name,
          rate: ({ rate }) => (rate === null ? <span class="none">–</span> : <ShareBar share={rate} />),
          missing: ({ missing }) => (missing ? <strong class="short">{missing}</strong> : <span class="none">0</span>),
          status: (row, { words: known }) => (
            <>
              <span class={`chip duty-${row.status}`}>{known?.[row.status] ?? percent(0)}</span>
              {row.missing > 0 && row.days_left > 0 && <small class="duty-left"> {text.left(count(row.days_left))}</small>}
            </>
          ),
          division_name: (row) => row.division_name ?? row.division,
        }}
      />
    </div>
  )
}

