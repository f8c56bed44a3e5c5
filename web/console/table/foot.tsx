import type { ComponentChildren } from 'preact'
import { file } from '../../shared/api'
import { count } from '../../shared/figures'
import { page } from '../parameters'
import { Export } from './export'
import { joined, PAGE_ROWS, type Listing } from './listing'
import { t } from './messages'
import { Pages } from './pages'

/** Below a table: which rows of how many, what else is told of it, the pages before and after, the whole list as a workbook. */
export function Foot<T>({ list, children }: { list: Listing<T>; children?: ComponentChildren }) {
  const total = list.total.value
  const rows = list.rows.value.length
  const first = (page.value - 1) * PAGE_ROWS
  return (
    <footer class="data-foot">
      <span role="status">{rows === 0 ? t.value.none : t.value.span(count(first + 1), count(first + rows), count(total))}</span>
      {children}
      <Pages now={page.value} of={Math.ceil(total / PAGE_ROWS)} turn={page.set} />
      <Export empty={total === 0} take={() => file(joined(list.path.peek()!, `sort=${encodeURIComponent(list.sort.peek())}&format=xlsx`))} />
    </footer>
  )
}
