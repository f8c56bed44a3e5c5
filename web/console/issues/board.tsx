import { count } from '../../shared/figures'
import { lazily } from '../lazily'
import { m } from '../messages'
import { selected } from '../picture'
import { tables, tableOf, wordsOf } from '../table/columns'
import { Choice, Filters, Narrowed, Search, Segments } from '../table/filters'
import { DataTable } from '../table/table'
import { Trouble, Waiting } from '../states'
import '../styles/issues.css'
import { alert, counts, doing, issues, kind, reportedFrom, reportedTo, severity, source, view, which, WHICH, words } from './data'
import { Deadline, tone } from './deadline'
import { Lanes } from './lanes'
import { t } from './messages'
import { OneIssue } from './one'
import type { Issue } from './wire'

const Intake = lazily(() => import('../rectifying/intake').then((part) => part.Intake))

/** Issues 问题: as a board by state, as a table, and one on the whole screen with what may be done. */
export function IssueBoard() {
  if (selected.value) return <OneIssue />
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (!tableOf('issues')) return <Waiting />
  if (doing.value) return <Intake />
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Narrowing />
      {view.value === 'board' ? <Lanes /> : <IssueTable />}
    </div>
  )
}

function Narrowing() {
  const text = t.value
  const amounts = counts.data.value
  return (
    <Filters>
      <Segments label={text.which} of={which} choices={WHICH.map((each) => [each, text.whichOf[each], amounts ? count(amounts[each]) : ''] as const)} />
      <Search label={text.search} of={words} />
      <Choice label={text.kind} of={kind} choices={wordsOf('issues', 'kind') as ['river' | 'forest', string][]} />
      <Choice label={text.severity} of={severity} choices={wordsOf('issues', 'severity') as ['minor' | 'major' | 'critical', string][]} />
      <Choice label={text.alert} of={alert} choices={wordsOf('issues', 'alert') as ['yellow' | 'orange' | 'red', string][]} />
      {reportedFrom.value && (
        <Narrowed
          onClear={() => {
            reportedFrom.set('')
            reportedTo.set('')
          }}
        >
          {text.reportedBetween(reportedFrom.value, reportedTo.value || reportedFrom.value)}
        </Narrowed>
      )}
      {source.value && <Narrowed onClear={() => source.set(null)}>{wordsOf('issues', 'source').find(([code]) => code === source.value)?.[1]}</Narrowed>}
      <Segments label={text.view} of={view} choices={(['board', 'table'] as const).map((each) => [each, text.views[each]] as const)} />
      <button type="button" class="button" onClick={() => doing.set('list')}>
        {text.list}
      </button>
    </Filters>
  )
}

function IssueTable() {
  return (
    <DataTable<Issue>
      list={issues}
      label={t.value.title}
      keyOf={({ number }) => number}
      opens={({ number }) => ({ selected: number })}
      tone={tone}
      cells={{
        due_on: (issue) => <Deadline issue={issue} />,
        severity: ({ severity: its }, column) => <span class={`severity severity-${its === 'critical' ? 'grave' : its === 'major' ? 'doubt' : 'remark'}`}>{column.words?.[its] ?? its}</span>,
        'assignee.name': ({ assignee }) => assignee?.name ?? <span class="none">–</span>,
        division_name: ({ division_name, division }) => division_name ?? division,
        state: ({ state }, column) => <span class={`chip issue-${state}`}>{column.words?.[state] ?? m.value.failed}</span>,
      }}
    />
  )
}
