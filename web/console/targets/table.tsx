import { file } from '../../shared/api'
import { mu, percent } from '../../shared/figures'
import { m } from '../messages'
import { show } from '../picture'
import { placeName } from '../session'
import { Trouble } from '../states'
import { Export } from '../table/export'
import { joined } from '../table/listing'
import type { Target } from '../wire'
import { AREAS, areaOf } from './areas'
import { Behind } from '../behind'
import { PaceChip, TargetBar } from './bar'
import { Credited } from './credited'
import { sort, tablePath, targetRows, WORK_TYPES, wantedType, worksBehind } from './progress'

/** Progress of every division below, one row a work type; a name opens that division. */
export function TargetTable() {
  const text = m.value.targets
  const found = targetRows.data.value
  if (targetRows.failure.value) return <Trouble failure={targetRows.failure.value} onRetry={targetRows.reload} />
  if (!found || (found.items.length === 0 && !wantedType.value)) return null
  return (
    <section class="target-table" aria-busy={targetRows.loading.value}>
      <header>
        <h2>{text.table}</h2>
        <TypeFilter />
        <span class="unit">{text.unit}</span>
        <Export empty={false} take={take} />
      </header>
      <div class="target-scroll">
        <table aria-label={text.table}>
          <thead>
            <tr>
              <Th by="name">{text.place}</Th>
              <Th by="work_type">{text.type}</Th>
              <Th by="target_mu" figures>
                {text.target}
              </Th>
              {AREAS.map((area) => (
                <Th key={area} by={`${area}_mu`} figures>
                  {text[area]}
                </Th>
              ))}
              <Th by="progress">{text.progress}</Th>
              <Th by="status">{text.status}</Th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((row) => (
              <TargetRow key={row.division + row.work_type} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The lines as they are listed, as a workbook. */
const take = (): Promise<void> => file(joined(tablePath.peek()!, 'format=xlsx'))

function TypeFilter() {
  return (
    <div class="statuses" role="group" aria-label={m.value.targets.type}>
      <button type="button" class="status-button" aria-pressed={wantedType.value === null} onClick={() => wantedType.set(null)}>
        {m.value.targets.allTypes}
      </button>
      {WORK_TYPES.map((type) => (
        <button key={type} type="button" class="status-button" aria-pressed={wantedType.value === type} onClick={() => wantedType.set(type)}>
          {m.value.works[type]}
        </button>
      ))}
    </div>
  )
}

function Th({ by, figures = false, children }: { by: string; figures?: boolean; children: string }) {
  const now = sort.value === by ? 'ascending' : sort.value === `-${by}` ? 'descending' : 'none'
  return (
    <th scope="col" class={`th-${by.replace('_mu', '')}${figures ? ' figures' : ''}`} aria-sort={now}>
      <button type="button" onClick={() => sort.set(now === 'ascending' ? `-${by}` : by)}>
        {children}
        <span class="arrow" aria-hidden="true" />
      </button>
    </th>
  )
}

function TargetRow({ row }: { row: Target }) {
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => show({ division: row.division })}>
          {placeName(row.division)}
        </button>
        <small>{m.value.works[row.work_type]}</small>
      </th>
      <td class="td-type">{m.value.works[row.work_type]}</td>
      <td class="figures">{row.target_mu ? mu(row.target_mu) : '–'}</td>
      {AREAS.map((area) => (
        <td key={area} class={`figures td-${area}`}>
          <Behind opens={worksBehind(row, area)}>{mu(areaOf(row, area))}</Behind>
          {area === 'reported' && <Credited row={row} />}
        </td>
      ))}
      <td class="td-bar">
        <TargetBar row={row} />
        <span>{row.progress === null ? '–' : percent(row.progress)}</span>
      </td>
      <td>
        <PaceChip row={row} />
      </td>
    </tr>
  )
}
