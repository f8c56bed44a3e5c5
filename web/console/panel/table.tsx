import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { coverage, order, rows, WORST, type Covered, type Order } from '../coverage'
import { m } from '../messages'
import { choose } from '../map/asking'
import { comparedWith } from '../map/tools'
import { selected, tab } from '../picture'
import { COMPARED_COLUMNS, PLOT_COLUMNS, SEGMENT_COLUMNS, type Column } from './columns'
import { printing } from './printing'

const ROW_PX = 46
const SPARE_ROWS = 8

/** The coverage table, a page of it. Only the rows in sight exist, so that hundreds scroll smoothly. */
export function CoverageTable() {
  const body = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const height = useSignal(800)
  const columns = comparedWith.value ? COMPARED_COLUMNS : tab.value === 'forest' ? PLOT_COLUMNS : SEGMENT_COLUMNS
  const window = useComputed(() => {
    if (printing.value) return { from: 0, to: rows.value.length }
    const from = Math.max(0, Math.floor(top.value / ROW_PX) - SPARE_ROWS)
    return { from, to: Math.min(rows.value.length, from + Math.ceil(height.value / ROW_PX) + 2 * SPARE_ROWS) }
  })

  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => (height.value = entry!.contentRect.height))
    watcher.observe(body.current!)
    return () => watcher.disconnect()
  }, [])

  useSignalEffect(() => {
    const at = rows.value.findIndex((row) => row.code === selected.value)
    if (at >= 0 && body.current) bringIntoSight(body.current, at)
  })

  const skip = coverage.data.value?.skip
  useEffect(() => {
    if (!rows.peek().some((row) => row.code === selected.peek())) body.current!.scrollTop = 0
  }, [skip, order.value])

  const { from, to } = window.value
  const kind = tab.value === 'forest' ? 'plots' : 'segments'
  return (
    <div
      class={`grid grid-${comparedWith.value ? 'compared' : kind}`}
      role="grid"
      aria-label={m.value.table[kind]}
      aria-rowcount={(coverage.data.value?.total ?? 0) + 1}
      aria-colcount={columns.length}
      ref={body}
      onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
      onKeyDown={(event) => moveSelection(event, body.current!)}
    >
      <Head columns={columns} />
      <div role="rowgroup" class="grid-rows" style={{ height: `${rows.value.length * ROW_PX}px` }}>
        {rows.value.slice(from, to).map((row, index) => (
          <Row key={row.code} row={row} at={from + index} columns={columns} />
        ))}
      </div>
    </div>
  )
}

function Head({ columns }: { columns: readonly Column[] }) {
  return (
    <div role="rowgroup" class="grid-head">
      <div role="row" aria-rowindex={1} class="grid-row">
        {columns.map((column) => (
          <div key={column.key} role="columnheader" class={cellClass(column)} aria-sort={sorted(column)}>
            <button type="button" onClick={() => order.set(nextOrder(order.value, column))}>
              {column.label()}
              <span class="arrow" aria-hidden="true" />
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}

function Row({ row, at, columns }: { row: Covered; at: number; columns: readonly Column[] }) {
  const chosen = selected.value === row.code
  const isEntry = chosen || (at === 0 && !rows.value.some((each) => each.code === selected.value))
  return (
    <div
      role="row"
      aria-rowindex={coverage.data.value!.skip + at + 2}
      aria-selected={chosen}
      tabIndex={isEntry ? 0 : -1}
      class="grid-row"
      data-code={row.code}
      style={{ top: `${at * ROW_PX}px` }}
      onClick={() => choose(chosen ? null : row.code)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" class={cellClass(column)}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}

function cellClass({ key, figures, wide }: Column): string {
  return `cell cell-${key}${figures ? ' figures' : ''}${wide ? ' wide' : ''}`
}

function sorted({ key }: Column): 'ascending' | 'descending' | 'none' {
  if (order.value.key !== key) return 'none'
  return order.value.descending ? 'descending' : 'ascending'
}

/** One click sorts up, the next down, the third back to the worst first. */
function nextOrder(now: Order, { key }: Column): Order {
  if (now.key !== key) return { key, descending: false }
  return now.descending ? WORST : { key, descending: true }
}

function bringIntoSight(body: HTMLElement, at: number): void {
  const head = body.querySelector<HTMLElement>('.grid-head')!.offsetHeight
  const [first, last] = [at * ROW_PX, at * ROW_PX + ROW_PX + head]
  if (first >= body.scrollTop && last <= body.scrollTop + body.clientHeight) return
  body.scrollTop = Math.max(0, first - (body.clientHeight - head - ROW_PX) / 2)
}

/** Arrow keys, Home, End, Enter: the selection moves along the list and the map follows. */
function moveSelection(event: KeyboardEvent, body: HTMLElement): void {
  if (!(event.target as HTMLElement).matches('[role=row]')) return
  const every = rows.peek()
  const here = every.findIndex((row) => row.code === (event.target as HTMLElement).dataset.code)
  const page = Math.max(1, Math.floor(body.clientHeight / ROW_PX) - 2)
  const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: every.length - 1, Enter: here, ' ': here }
  const wanted = steps[event.key]
  if (wanted === undefined) return
  event.preventDefault()
  const next = every[Math.min(every.length - 1, Math.max(0, wanted))]
  if (!next) return
  choose(next.code)
  requestAnimationFrame(() => body.querySelector<HTMLElement>(`[data-code="${CSS.escape(next.code)}"]`)?.focus({ preventScroll: true }))
}
