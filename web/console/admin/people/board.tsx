import { m } from '../../messages'
import { selected } from '../../picture'
import { Nothing, Trouble, Waiting } from '../../states'
import { tables, tableOf } from '../../table/columns'
import { Choice, Filters, Search } from '../../table/filters'
import { DataTable } from '../../table/table'
import { active, doing, officers, post, POSTS, words } from './data'
import { NewOfficer } from './fresh'
import { Intake } from './intake'
import { t } from './messages'
import { OneOfficer } from './one'
import type { Officer } from './wire'

/** People 人员: a list, one of them, a new one, or a whole list from Excel. */
export function People() {
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (!tableOf('officers')) return <Waiting />
  if (selected.value) return <OneOfficer />
  if (doing.value === 'new') return <NewOfficer />
  if (doing.value === 'import') return <Intake />
  return <List />
}

function List() {
  const narrowed = words.value || post.value || active.value
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Filters>
        <Search label={t.value.search} of={words} />
        <Choice label={t.value.post} of={post} choices={POSTS.map((each) => [each, m.value.posts[each]] as const)} />
        <Choice label={t.value.state} of={active} choices={(['true', 'false'] as const).map((each) => [each, t.value.states[each]] as const)} />
        <span class="admin-does">
          <button type="button" class="button" onClick={() => doing.set('import')}>
            {t.value.importList}
          </button>
          <button type="button" class="button button-main" onClick={() => doing.set('new')}>
            {t.value.add}
          </button>
        </span>
      </Filters>
      <DataTable<Officer>
        list={officers}
        label={t.value.title}
        keyOf={({ username }) => username}
        opens={({ username }) => ({ selected: username })}
        cells={{
          post: ({ post: its }) => m.value.posts[its],
          division_name: ({ division_name, division }) => division_name ?? division,
          active: ({ active: its }) => <span class={`chip ${its ? 'chip-covered' : 'chip-unvisited'}`}>{t.value.states[its ? 'true' : 'false']}</span>,
        }}
        {...(narrowed ? {} : { empty: <Nothing title={t.value.none} body={t.value.noneBody} /> })}
      />
    </div>
  )
}
