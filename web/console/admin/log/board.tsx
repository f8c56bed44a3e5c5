import { catalogue } from '../../messages'
import { maybe, text } from '../../parameters'
import { Nothing, Trouble, Waiting } from '../../states'
import { tables, tableOf, wordsOf } from '../../table/columns'
import { Choice, Filters, Search } from '../../table/filters'
import { joined, listing, query } from '../../table/listing'
import { DataTable } from '../../table/table'
import { isDay } from '../../../shared/days'
import { open } from '../parts'

const t = catalogue(
  { title: '操作日志', action: '操作', actor: '操作人账号', officer: '对象账号', from: '起始日', to: '截止日', system: '命令行', none: '还没有操作记录', noneBody: '人员、登录、制度、任务、目录、办法、模板的改动，通报签发、巡查复核和大屏地址都记在这里，不能修改。' },
  { title: 'Audit log', action: 'Act', actor: 'By (user name)', officer: 'Upon (user name)', from: 'From', to: 'To', system: 'Command line', none: 'Nothing has been done yet', noneBody: 'What is done to people, sign-ins, rules, targets, catalogues, schemes and templates, issued, judged and put on the wall is kept here, and never changed.' },
)

interface Entry {
  id: number
  at: string
  action: string
  actor: string | null
  actor_name: string | null
  officer: string | null
  officer_name: string | null
  division: string
  division_name: string | null
  told: string
}

const ACTIONS = [
  'officer_added',
  'officer_changed',
  'password_set',
  'own_password_set',
  'signed_out',
  'assigned',
  'unassigned',
  'duty_taken_back',
  'duty_goes_on',
  'leave_substituted',
  'rule_added',
  'rule_ended',
  'rule_goes_on',
  'rule_revoked',
  'target_set',
  'category_set',
  'deadline_set',
  'scheme_opened',
  'scheme_closed',
  'acceptance_scheme_set',
  'template_set',
  'template_reset',
  'bulletin_issued',
  'patrol_accepted',
  'patrol_rejected',
  'patrol_reopened',
  'screen_opened',
  'screen_ended',
] as const
const action = maybe('action', ACTIONS)
const actor = text('by')
const officer = text('upon')
const first = text('since')
const last = text('until')

const entries = listing<Entry>({
  table: () => 'audit',
  usual: '-at',
  path: () =>
    open('log')
      ? joined('officers/audit', query({ action: action.value, actor: actor.value, officer: officer.value, from: isDay(first.value) ? first.value : null, to: isDay(last.value) ? last.value : null }))
      : null,
})

/** The audit log 操作日志: who did what when; nothing in it is ever changed. */
export function Log() {
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (!tableOf('audit')) return <Waiting />
  const narrowed = action.value || actor.value || officer.value || first.value || last.value
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Filters>
        <Choice label={t.value.action} of={action} choices={wordsOf('audit', 'action') as [(typeof ACTIONS)[number], string][]} />
        <Search label={t.value.actor} of={actor} />
        <Search label={t.value.officer} of={officer} />
        <label class="admin-inline">
          {t.value.from}
          <input type="date" value={first.value} onInput={(event) => first.set(event.currentTarget.value)} />
        </label>
        <label class="admin-inline">
          {t.value.to}
          <input type="date" value={last.value} onInput={(event) => last.set(event.currentTarget.value)} />
        </label>
      </Filters>
      <DataTable<Entry>
        {...(narrowed ? {} : { empty: <Nothing title={t.value.none} body={t.value.noneBody} /> })}
        list={entries}
        label={t.value.title}
        keyOf={({ id }) => String(id)}
        cells={{
          actor_name: ({ actor_name }) => actor_name ?? <span class="none">{t.value.system}</span>,
          division_name: ({ division_name, division }) => division_name ?? (/^0+$/.test(division) ? '–' : division),
        }}
      />
    </div>
  )
}
