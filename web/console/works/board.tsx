import { FactList } from '../facts'
import { mu } from '../../shared/figures'
import { BackIcon } from '../bar/icons'
import { Sketch } from '../map/sketch'
import { catalogue, m } from '../messages'
import { choice, maybe, text } from '../parameters'
import { division, selected, show, tab, year } from '../picture'
import { placeName } from '../session'
import { Nothing, Trouble, Waiting } from '../states'
import '../styles/issues.css'
import '../styles/works.css'
import { moment } from '../../shared/zone'
import { called, tables, wordsOf } from '../table/columns'
import { Choice, Filters, Narrowed, Search, Segments } from '../table/filters'
import { joined, listing, query } from '../table/listing'
import { DataTable } from '../table/table'
import type { WorkType } from '../wire'
import { Acting } from './acting'
import { work } from './data'
import { OneInspection } from './inspecting'
import { t as step } from './messages'
import { mayPlan, Planning } from './planning'
import type { WholeWork, Work } from './wire'

const t = catalogue(
  {
    title: '营造林作业',
    search: '作业编号、小班',
    type: '类型',
    stage: '阶段',
    having: (name: string) => `有${name}面积`,
    view: '显示方式',
    views: { table: '清单', map: '地图' },
    empty: (year: number) => `${year} 年还没有作业`,
    emptyBody: '作业列入计划后在这里显示。',
    map: '本页作业的位置',
    back: '返回作业列表',
    unknown: '没有这项作业，或不在您的辖区内。',
    facts: '基本情况',
    areas: '面积（亩）',
    history: '流转记录',
    inspections: '检查验收',
    none: '还没有检查',
    division: '行政区划',
    plot: '小班',
    doneOn: '施工日期',
    zones: '所在管控区',
    system: '系统',
    names: { planned: '计划', reported: '上报', measured: '测算', counted: '计入', verified: '核实', qualified: '合格', replant: '待补植', failed: '失败', lost: '损失' },
  },
  {
    title: 'Forestry works',
    search: 'Code or plot',
    type: 'Type',
    stage: 'Stage',
    having: (name: string) => `with ${name.toLowerCase()} area`,
    view: 'View',
    views: { table: 'Table', map: 'Map' },
    empty: (year: number) => `No works in ${year}`,
    emptyBody: 'Works are shown here once they are planned.',
    map: 'Where the works of this page are',
    back: 'Back to the works',
    unknown: 'There is no such work, or it lies outside your division.',
    facts: 'Facts',
    areas: 'Areas (mu)',
    history: 'History',
    inspections: 'Inspections',
    none: 'Not inspected yet',
    division: 'Division',
    plot: 'Plot',
    doneOn: 'Carried out',
    zones: 'Zones',
    system: 'System',
    names: { planned: 'Planned', reported: 'Reported', measured: 'Measured', counted: 'Counted once', verified: 'Verified', qualified: 'Qualified', replant: 'To be replanted', failed: 'Failed', lost: 'Lost' },
  },
)

const TYPES = ['afforestation', 'tending', 'restoration', 'closing'] as const
const STAGES = ['planned', 'designed', 'carried_out', 'reported', 'self_checked', 'verified', 'qualified', 'replant', 'failed', 'established', 'withdrawn'] as const
const AREAS = ['planned', 'reported', 'measured', 'counted', 'verified', 'qualified', 'replant', 'failed', 'lost'] as const
const DONE = new Set<string>(['qualified', 'established'])
const WRONG = new Set<string>(['replant', 'failed'])

const view = choice('view', ['table', 'map'], 'table')
const type = maybe<WorkType>('type', TYPES)
const stage = maybe('stage', STAGES)
const words = text('q')
/** Whether the form for a new work is open. */
const doing = maybe('do', ['new'] as const)
/** Works that have some of an area: what a sum of targets is made of. */
const area = maybe('area', ['reported', 'measured', 'verified', 'qualified'] as const)

const works = listing<Work>({
  table: () => 'works',
  usual: 'code',
  path: () => (tab.value === 'works' && !selected.value && !doing.value && year.value ? joined('works', query({ year: year.value, division: division.value, work_type: type.value, stage: stage.value, area: area.value, text: words.value })) : null),
})

/** The colour of a work on a map: accepted, to be done again, or under way. */
const colourOf = (its: string) => (DONE.has(its) ? '#0d6b4f' : WRONG.has(its) ? '#a4401f' : '#c98a1b')

/** Works 营造林作业 of a year with their stages and areas, as a table or on a map; one opens with its history. */
export function WorkBoard() {
  if (selected.value) return <OneWork />
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (doing.value === 'new' && mayPlan()) return <Planning onBack={() => doing.set(null)} />
  const text = t.value
  const narrowed = type.value || stage.value || area.value || words.value
  return (
    <div class="data-board">
      <h2 class="unseen">{text.title}</h2>
      <Filters>
        <Search label={text.search} of={words} />
        <Choice label={text.type} of={type} choices={wordsOf('works', 'work_type') as [WorkType, string][]} />
        <Choice label={text.stage} of={stage} choices={wordsOf('works', 'stage') as [(typeof STAGES)[number], string][]} />
        {area.value && <Narrowed onClear={() => area.set(null)}>{text.having(text.names[area.value])}</Narrowed>}
        <Segments label={text.view} of={view} choices={(['table', 'map'] as const).map((each) => [each, text.views[each]] as const)} />
        {mayPlan() && (
          <button type="button" class="button button-main" onClick={() => doing.set('new')}>
            {step.value.plan.title}
          </button>
        )}
      </Filters>
      {view.value === 'map' && (
        <div class="works-map">
          <Sketch
            label={text.map}
            points={works.rows.value.flatMap(({ id, position, stage: its }) => (position ? [{ id: String(id), ...position, colour: colourOf(its) }] : []))}
            onOpen={(id) => show({ selected: id })}
          />
        </div>
      )}
      <DataTable<Work>
        list={works}
        label={text.title}
        keyOf={({ id }) => String(id)}
        opens={({ id }) => ({ selected: String(id) })}
        cells={{
          stage: (row, { words: known }) => <span class={`chip ${DONE.has(row.stage) ? 'chip-covered' : WRONG.has(row.stage) ? 'chip-unvisited' : 'chip-partial'}`}>{known?.[row.stage] ?? row.stage}</span>,
          division_name: (row) => row.division_name ?? row.division,
        }}
        {...(narrowed ? {} : { empty: <Nothing title={text.empty(year.value ?? 0)} body={text.emptyBody} /> })}
      />
    </div>
  )
}

function OneWork() {
  const text = t.value
  const here = work.data.value
  if (work.failure.value) return <Trouble failure={work.failure.value} onRetry={work.reload} />
  if (!here || String(here.id) !== selected.value) return <Waiting />
  return (
    <article class="issue">
      <header class="issue-head">
        <button type="button" class="issue-back" aria-label={text.back} title={text.back} onClick={() => show({ selected: null })}>
          <BackIcon />
          <span>{m.value.tabs.works}</span>
        </button>
        <div>
          <h2>
            {here.code} · {m.value.works[here.work_type]}
          </h2>
          <p>
            {here.year}
            <span class="chip chip-partial">{called('works', 'stage')(here.stage)}</span>
          </p>
        </div>
      </header>
      <div class="issue-body">
        <div class="issue-main">
          <Areas work={here} />
          <Inspections work={here} />
          <History work={here} />
        </div>
        <aside class="issue-side" aria-label={text.facts}>
          <Acting work={here} />
          {here.boundary && (
            <section>
              <Sketch label={here.code} shapes={[{ id: here.code, geometry: here.boundary, colour: colourOf(here.stage) }]} closest={15} />
            </section>
          )}
          <Facts work={here} />
        </aside>
      </div>
    </article>
  )
}

function Areas({ work: here }: { work: WholeWork }) {
  return (
    <section>
      <h3>{t.value.areas}</h3>
      <dl class="work-areas">
        {AREAS.map((area) => (
          <div key={area}>
            <dt>{t.value.names[area]}</dt>
            <dd>{here[`${area}_mu`] === null ? '–' : mu(here[`${area}_mu`]!)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Inspections({ work: here }: { work: WholeWork }) {
  const text = t.value
  return (
    <section>
      <h3>{text.inspections}</h3>
      {here.inspections.length === 0 && <p class="none">{text.none}</p>}
      <ul class="work-inspections">
        {here.inspections.map((each) => (
          <OneInspection key={each.id} work={here} inspection={each} />
        ))}
      </ul>
    </section>
  )
}

function History({ work: here }: { work: WholeWork }) {
  return (
    <section>
      <h3>{t.value.history}</h3>
      <ol class="issue-history">
        {[...here.events].reverse().map((event, at) => (
          <li key={at}>
            <p>
              <strong>{called('work-events', 'action')(event.action)}</strong>
              <span>{event.by?.name ?? t.value.system}</span>
              <time dateTime={event.at}>{moment(event.at)}</time>
            </p>
            {event.opinion && <p class="issue-opinion">{event.opinion}</p>}
            {event.reason && <p class="issue-more">{event.reason}</p>}
            {event.area_mu !== null && <p class="issue-more">{mu(event.area_mu)}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Facts({ work: here }: { work: WholeWork }) {
  const text = t.value
  const rows: [string, string | null][] = [
    [text.division, placeName(here.division)],
    [text.plot, here.plot],
    [text.doneOn, here.done_on],
    [text.zones, here.zones.map(({ name }) => name).join('、') || null],
    ...Object.entries(here.factors_told).map(([name, value]) => [name, value === null ? null : String(value)] as [string, string | null]),
  ]
  return <FactList title={text.facts} rows={rows} />
}
