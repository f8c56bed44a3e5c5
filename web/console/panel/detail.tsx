import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { call } from '../../shared/api'
import { count, km, muOf } from '../../shared/figures'
import { load } from '../../shared/load'
import { CloseIcon } from '../bar/icons'
import { isSegment, selectedRow, type Covered } from '../coverage'
import { Link } from '../link'
import { m } from '../messages'
import { choose } from '../map/asking'
import { mm } from '../map/messages'
import { chosenStretch } from '../map/stretches'
import { selected } from '../picture'
import { placeName, whenOut } from '../session'
import type { Stretch } from '../wire'
import { ShareBar, StatusChip } from './columns'
import { answering, StretchFacts } from './stretch'

const kindOf = (row: Covered) => (isSegment(row) ? 'segment' : 'plot')

/** Who answers for what is selected. */
const held = load<string, { code: string; holders: Stretch['officers'] }>(
  () => {
    const row = selectedRow.value
    return row ? `assignments/holders?kind=${kindOf(row)}&code=${encodeURIComponent(row.code)}` : null
  },
  (path, abort) => call(path, { abort }),
)
whenOut(held.forget)

/** All figures of the selected segment or plot, on the map beside it. Escape puts it away. */
export function Detail() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && selected.peek()) choose(null)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  const row = selectedRow.value
  if (!row) return null
  return (
    <section class="detail" aria-label={m.value.detail.label}>
      <header>
        <div>
          <h2>{row.name || row.code}</h2>
          <p>{placeName(row.division)}</p>
        </div>
        <StatusChip row={row} />
        <button type="button" class="icon-button" aria-label={m.value.close} title={`${m.value.close} (Esc)`} onClick={() => choose(null)}>
          <CloseIcon />
        </button>
      </header>
      <ShareBar share={row.share} />
      <dl>
        {factsOf(row).map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {chosenStretch.value && <StretchFacts stretch={chosenStretch.value} />}
    </section>
  )
}

function factsOf(row: Covered): [string, ComponentChildren][] {
  const text = m.value.detail
  const own = mm.value.detail
  const missing = Math.max(0, row.required - row.credited)
  const behind = (figure: string) => <Link opens={{ tab: 'duties', own: { by: kindOf(row), q: row.code } }}>{figure}</Link>
  const holders = held.data.value
  const last: [string, ComponentChildren][] = [
    [text.last, row.last_visit_on ?? m.value.table.never],
    [own.idle, row.idle_days === null ? own.never : own.days(count(row.idle_days))],
    [own.quota, missing ? `${mm.value.quota[row.quota]} ${count(missing)}` : mm.value.quota[row.quota]],
    [mm.value.stretches.answers, holders?.code === row.code ? answering({ officers: holders.holders }) : '…'],
  ]
  const visits: [string, ComponentChildren][] = [
    [text.visits, count(row.visits)],
    [text.effective, count(row.effective_visits)],
    [text.credited, behind(count(row.credited))],
    [text.required, row.required === 0 ? m.value.table.noRequired : behind(count(row.required))],
  ]
  if (!isSegment(row)) {
    return [
      [text.code, row.code],
      [text.area, `${muOf(row.area_m2)} ${text.mu}`],
      [text.cells, `${count(row.cells_visited)} / ${count(row.cells)}`],
      ...visits,
      ...last,
    ]
  }
  return [
    [text.code, row.code],
    [text.river, row.river ?? '–'],
    [text.length, `${km(row.length_m)} km`],
    [text.uncovered, `${km(Math.max(0, row.length_m - row.covered_m))} km`],
    ...visits,
    ...last,
  ]
}
