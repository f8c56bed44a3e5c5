import type { VNode } from 'preact'
import { selected, today } from '../picture'
import { Trouble, Waiting } from '../states'
import '../styles/changes.css'
import '../styles/imports.css'
import { tables, wordsOf } from '../table/columns'
import { Choice, Filters, Search, Segments } from '../table/filters'
import { DataTable } from '../table/table'
import { dayLayer, layer, means, one, sets, view, words } from './data'
import { Day } from './day'
import { t } from './messages'
import { OneSet } from './one'
import { LAYERS, type ChangeSet, type Means } from './wire'

/** Who changed which boundary when; each set opens with its features before and after, and can be undone. */
export function ChangeBoard(): VNode {
  if (selected.value) {
    const here = one.data.value
    const ours = here && String(here.id) === selected.value
    if (one.failure.value && !ours) return <Trouble failure={one.failure.value} onRetry={one.reload} />
    return ours ? <OneSet key={here.id} here={here} /> : <Waiting />
  }
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  const say = t.value
  const layers = LAYERS.map((each) => [each, say.layers[each]] as const)
  return (
    <div class="data-board">
      <h2 class="unseen">{say.title}</h2>
      <Filters>
        <Segments label={say.view} of={view} choices={(['sets', 'day'] as const).map((each) => [each, say.views[each]] as const)} />
        {view.value === 'sets' && (
          <>
            <Search label={say.search} of={words} />
            <Choice label={say.means} of={means} choices={wordsOf('change-sets', 'means') as [Means, string][]} />
            <Choice label={say.layer} of={layer} choices={layers} />
          </>
        )}
        {view.value === 'day' && <Segments label={say.layer} of={dayLayer} choices={layers} />}
      </Filters>
      {view.value === 'sets' ? <Sets /> : today.value && <Day />}
    </div>
  )
}

function Sets() {
  return (
    <DataTable<ChangeSet>
      list={sets}
      label={t.value.title}
      keyOf={({ id }) => String(id)}
      opens={({ id }) => ({ selected: String(id) })}
      cells={{
        title: ({ title }) => title || <span class="none">–</span>,
        standing: ({ standing }, { words }) => (standing === 'undone' ? <span class="change-action">{words?.[standing]}</span> : words?.[standing]),
      }}
      tone={({ standing }) => (standing === 'undone' ? 'past' : undefined)}
    />
  )
}
