import { file } from '../../shared/api'
import { mu, percent } from '../../shared/figures'
import { m } from '../messages'
import { inDivision } from '../data'
import { show, year } from '../picture'
import { placeName } from '../session'
import { Export } from '../table/export'
import type { Target } from '../wire'
import { AREAS, areaOf } from './areas'
import { PaceChip, TargetBar } from './bar'
import { targetOrder, targetRows, WORK_TYPES, wantedType, type TargetSort } from './progress'

/** Progress of every division below, one row a work type; a name opens that division. */
export function TargetTable() {
  const text = m.value.targets
  if (targetRows.value.length === 0) return null
  return (
    <section class="target-table">
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
              <Th sort="place">{text.place}</Th>
              <Th sort="type">{text.type}</Th>
              <Th sort="target" figures>
                {text.target}
              </Th>
              {AREAS.map((area) => (
                <Th key={area} sort={area} figures>
                  {text[area]}
                </Th>
              ))}
              <Th sort="progress">{text.progress}</Th>
              <Th sort="worst">{text.status}</Th>
            </tr>
          </thead>
          <tbody>
            {targetRows.value.map((row) => (
              <TargetRow key={row.division + row.work_type} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The lines as they are listed, as a workbook. */
function take(): Promise<void> {
  const rows = targetRows.peek().map(({ division, work_type }) => `${division}/${work_type}`)
  return file(`targets/${year.peek()}/workbook${inDivision('?')}`, { method: 'POST', body: { rows } })
}

function TypeFilter() {
  return (
    <div class="statuses" role="group" aria-label={m.value.targets.type}>
      <button type="button" class="status-button" aria-pressed={wantedType.value === null} onClick={() => (wantedType.value = null)}>
        {m.value.targets.allTypes}
      </button>
      {WORK_TYPES.map((type) => (
        <button key={type} type="button" class="status-button" aria-pressed={wantedType.value === type} onClick={() => (wantedType.value = type)}>
          {m.value.works[type]}
        </button>
      ))}
    </div>
  )
}

function Th({ sort, figures = false, children }: { sort: TargetSort; figures?: boolean; children: string }) {
  const { key, descending } = targetOrder.value
  const now = key === sort ? (descending ? 'descending' : 'ascending') : 'none'
  return (
    <th scope="col" class={`th-${sort}${figures ? ' figures' : ''}`} aria-sort={now}>
      <button type="button" onClick={() => (targetOrder.value = { key: sort, descending: key === sort && !descending })}>
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
          {mu(areaOf(row, area))}
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
