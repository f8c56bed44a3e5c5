import { catalogue, m } from '../../messages'
import { maybe, text } from '../../parameters'
import { show } from '../../picture'
import { Nothing, Trouble, Waiting } from '../../states'
import { tables, tableOf } from '../../table/columns'
import { Choice, Filters, Search } from '../../table/filters'
import { joined, listing, query } from '../../table/listing'
import { DataTable } from '../../table/table'
import type { Level } from '../../wire'
import { open } from '../parts'

const t = catalogue(
  {
    title: '行政区划',
    search: '名称或代码',
    level: '级别',
    bounded: '边界',
    bounds: { true: '有边界', false: '没有边界' },
    bring: '导入边界',
    history: '边界变更与撤销',
    none: '还没有行政区划',
    noneBody: '导入县、乡镇、村的边界文件；导入前先检查，导入后可以撤销。',
    lacking: '没有',
  },
  {
    title: 'Divisions',
    search: 'Name or code',
    level: 'Level',
    bounded: 'Boundary',
    bounds: { true: 'with a boundary', false: 'without' },
    bring: 'Import boundaries',
    history: 'Changes and undo',
    none: 'There are no divisions yet',
    noneBody: 'Import the boundaries of county, townships and villages: they are checked first, and an import can be undone.',
    lacking: 'none',
  },
)

interface Standing {
  code: string
  name: string
  level: Level
  parent_name: string | null
  bounded: boolean
}

const words = text('q')
const level = maybe<Level>('level', ['county', 'township', 'village'])
const bounded = maybe('bounded', ['true', 'false'] as const)

const divisions = listing<Standing>({
  table: () => 'divisions',
  usual: 'code',
  path: () => (open('divisions') ? joined('setup/divisions', query({ text: words.value, level: level.value, bounded: bounded.value })) : null),
})

/** Divisions with what lies in each; boundaries come in by an import, which is checked first and can be undone. */
export function Divisions() {
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (!tableOf('divisions')) return <Waiting />
  const narrowed = words.value || level.value || bounded.value
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Filters>
        <Search label={t.value.search} of={words} />
        <Choice label={t.value.level} of={level} choices={(['county', 'township', 'village'] as const).map((each) => [each, m.value.levels[each]] as const)} />
        <Choice label={t.value.bounded} of={bounded} choices={(['true', 'false'] as const).map((each) => [each, t.value.bounds[each]] as const)} />
        <span class="admin-does">
          <button type="button" class="button" onClick={() => show({ tab: 'changes' })}>
            {t.value.history}
          </button>
          <button type="button" class="button button-main" onClick={() => show({ tab: 'imports', own: { kind: 'divisions' } })}>
            {t.value.bring}
          </button>
        </span>
      </Filters>
      <DataTable<Standing>
        list={divisions}
        label={t.value.title}
        keyOf={({ code }) => code}
        cells={{ bounded: ({ bounded: its }) => (its ? '✓' : <span class="chip chip-unvisited">{t.value.lacking}</span>) }}
        {...(narrowed ? {} : { empty: <Nothing title={t.value.none} body={t.value.noneBody} /> })}
      />
    </div>
  )
}
