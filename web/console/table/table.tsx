import type { ComponentChildren } from 'preact'
import { addressOf, show, type Picture } from '../picture'
import { Nothing, Trouble, Waiting } from '../states'
import '../styles/data_table.css'
import { isFigure, shown } from './cells'
import { tableOf, tables, valueAt, type Column } from './columns'
import { Foot } from './foot'
import type { Listing } from './listing'
import { t } from './messages'

interface Props<T> {
  list: Listing<T>
  label: string
  keyOf: (row: T) => string
  /** Where a row leads; its first cell is a link there, and a click anywhere on the row follows it. */
  opens?: (row: T) => Partial<Picture> | null
  /** Cells that are more than the value of their field. */
  cells?: Readonly<Record<string, (row: T, column: Column) => ComponentChildren>>
  /** Fields left out on this board. */
  without?: readonly string[]
  tone?: (row: T) => string | undefined
  /** What stands there where the list has no rows at all. */
  empty?: ComponentChildren
}

/** A table of the server: its columns, order and page come from there; a heading sorts, the foot pages and exports. */
export function DataTable<T extends object>(props: Props<T>) {
  const { list, label, without = [], empty } = props
  const table = tableOf(list.table)
  const failure = list.failure.value ?? tables.failure.value
  if (failure) {
    return (
      <Trouble
        failure={failure}
        onRetry={() => {
          tables.reload()
          list.reload()
        }}
      />
    )
  }
  if (!table || !list.data.value) return <Waiting />
  const columns = table.columns.filter(({ field }) => !without.includes(field))
  const loading = list.loading.value
  return (
    <section class="data" aria-label={label} aria-busy={loading}>
      <div class="progress" data-busy={loading} role="status" />
      {list.rows.value.length === 0 ? (
        (empty ?? <Nothing title={t.value.nothing} body={t.value.nothingBody} />)
      ) : (
        <div class="data-scroll" tabIndex={0} role="region" aria-label={label}>
          <table role="table" aria-label={label}>
            <Head columns={columns} list={list} />
            <tbody role="rowgroup">
              {list.rows.value.map((row) => (
                <Row key={props.keyOf(row)} row={row} columns={columns} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Foot list={list} />
    </section>
  )
}

function Head<T>({ columns, list }: { columns: readonly Column[]; list: Listing<T> }) {
  const now = list.sort.value
  const lead = leadOf(columns)
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column, place) => {
          const chosen = now.replace(/^-/, '') === column.field
          const order = chosen ? (now.startsWith('-') ? 'descending' : 'ascending') : 'none'
          return (
            <th key={column.field} role="columnheader" scope="col" class={cellClass(column) + (place === lead ? ' lead' : '')} {...(column.sort ? { 'aria-sort': order } : {})}>
              {column.sort ? (
                <button type="button" onClick={() => list.sort.set(chosen && !now.startsWith('-') ? `-${column.field}` : column.field)}>
                  {column.heading}
                  <span class="arrow" aria-hidden="true" />
                </button>
              ) : (
                column.heading
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function Row<T extends object>({ row, columns, opens, cells = {}, tone }: Props<T> & { row: T; columns: readonly Column[] }) {
  const target = opens?.(row) ?? null
  const lead = leadOf(columns)

  function follow(event: MouseEvent) {
    if (!target || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    if ((event.target as HTMLElement).closest('a, button') && !(event.target as HTMLElement).closest('.row-link')) return
    if (getSelection()?.toString()) return
    event.preventDefault()
    show(target)
  }

  return (
    <tr role="row" data-opens={target !== null} data-tone={tone?.(row)} onClick={follow}>
      {columns.map((column, at) => {
        const value = cells[column.field]?.(row, column) ?? shown(column, valueAt(row, column.field))
        return (
          <td key={column.field} role="cell" class={cellClass(column) + (at === lead ? ' lead' : '')} data-heading={column.heading}>
            {at === lead && target ? (
              <a class="row-link" href={addressOf(target)}>
                {value}
              </a>
            ) : (
              value
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** The first column that every screen has room for: it holds the link. */
const leadOf = (columns: readonly Column[]) => columns.findIndex(({ wide }) => !wide)

function cellClass(column: Column): string {
  return `col-${column.field.replace('.', '-')} kind-${column.kind}${isFigure(column) ? ' figures' : ''}${column.wide ? ' wide' : ''}`
}
