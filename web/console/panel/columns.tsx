import type { ComponentChildren } from 'preact'
import { daysBetween } from '../../shared/days'
import { count, km, muOf, number, percent, shortDay } from '../../shared/figures'
import { isSegment, shareClass, shareThen, type Covered, type SortKey } from '../coverage'
import { mm } from '../map/messages'
import { m } from '../messages'
import { tab, today } from '../picture'
import { placeName } from '../session'

/** One column of the coverage table. `wide` columns show only where the panel has room. */
export interface Column {
  key: SortKey
  label: () => string
  cell: (row: Covered) => ComponentChildren
  figures?: boolean
  wide?: boolean
}

/** A share as a bar in the colour that the map gives it, with its figure. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span class="share">
      <span class="share-track" aria-hidden="true">
        <span class={`share-fill share-${shareClass(share)}`} style={{ width: `${share * 100}%` }} />
      </span>
      <span class="share-figure">{percent(share)}</span>
    </span>
  )
}

export function StatusChip({ row }: { row: Covered }) {
  return (
    <span class={`chip chip-${row.status}`} title={m.value.statusHint[row.status]}>
      {m.value.status[row.status]}
    </span>
  )
}

function Name({ row }: { row: Covered }) {
  return (
    <span class="name">
      <span class="name-main">{row.name || row.code}</span>
      <small>{row.code}</small>
    </span>
  )
}

function LastVisit({ row }: { row: Covered }) {
  const day = row.last_visit_on
  if (!day) return <span class="none">{m.value.table.never}</span>
  return (
    <time dateTime={day} title={`${day} · ${m.value.period.days(daysBetween(day, today.value))}`}>
      {shortDay(day, today.value)}
    </time>
  )
}

/** Visits credited over those owed, or a dash where no assignment and rule owe any. */
function Effective({ row }: { row: Covered }) {
  const { credited, required } = row
  return (
    <span class={credited < required ? 'short' : ''} title={required === 0 ? m.value.table.noRequired : undefined}>
      {count(credited)}
      <span class="of">/{required === 0 ? '–' : count(required)}</span>
    </span>
  )
}

const share: Column = { key: 'share', label: () => m.value.table.share, cell: (row) => <ShareBar share={row.share} /> }
const division: Column = { key: 'division', label: () => m.value.table.division, cell: (row) => placeName(row.division), wide: true }
const visits: Column = { key: 'visits', label: () => m.value.table.visits, cell: (row) => count(row.visits), figures: true, wide: true }
const last: Column = { key: 'last', label: () => m.value.table.last, cell: (row) => <LastVisit row={row} />, figures: true }
const status: Column = { key: 'status', label: () => m.value.table.status, cell: (row) => <StatusChip row={row} /> }
const name = (label: () => string): Column => ({ key: 'name', label, cell: (row) => <Name row={row} /> })
const effective: Column = { key: 'effective', label: () => m.value.table.effective, cell: (row) => <Effective row={row} />, figures: true }
const cells: Column = {
  key: 'cells',
  label: () => m.value.table.cells,
  cell: (row) => (isSegment(row) ? '' : `${count(row.cells_visited)}/${count(row.cells)}`),
  figures: true,
  wide: true,
}
const size = (label: () => string, cell: (row: Covered) => string): Column => ({ key: 'size', label, cell, figures: true })

/** A change of a share in percentage points, with its sign. */
export function points(change: number): string {
  const tenths = Math.round(change * 1000) / 10
  const sign = tenths > 0 ? '+' : tenths < 0 ? '−' : '±'
  return sign + number(Math.abs(tenths), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

function Change({ row }: { row: Covered }) {
  const then = shareThen(row)
  if (then === null) return <span class="none">–</span>
  const change = row.share - then
  return <span class={change < -0.0005 ? 'short' : change > 0.0005 ? 'gained' : ''}>{points(change)}</span>
}

const then: Column = {
  key: 'then',
  label: () => mm.value.compare.then,
  cell: (row) => {
    const its = shareThen(row)
    return its === null ? '–' : percent(its)
  },
  figures: true,
}
const now: Column = { key: 'share', label: () => mm.value.compare.now, cell: (row) => percent(row.share), figures: true }
const change: Column = { key: 'change', label: () => mm.value.compare.change, cell: (row) => <Change row={row} />, figures: true }

/** While two periods are compared: what was, what is, what changed. */
export const COMPARED_COLUMNS: readonly Column[] = [
  name(() => (tab.value === 'forest' ? m.value.table.plot : m.value.table.segment)),
  division,
  then,
  now,
  change,
  status,
]

export const SEGMENT_COLUMNS: readonly Column[] = [
  name(() => m.value.table.segment),
  division,
  size(
    () => m.value.table.length,
    (row) => (isSegment(row) ? km(row.length_m) : ''),
  ),
  share,
  visits,
  effective,
  last,
  status,
]

export const PLOT_COLUMNS: readonly Column[] = [
  name(() => m.value.table.plot),
  division,
  size(
    () => m.value.table.area,
    (row) => (isSegment(row) ? '' : muOf(row.area_m2)),
  ),
  share,
  cells,
  effective,
  last,
  status,
]
