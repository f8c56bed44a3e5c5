import { count } from '../../shared/figures'
import { coverage, order, wantedStatus, wantedText, WORST } from '../coverage'
import { m } from '../messages'
import { Search } from '../table/filters'
import { STATUSES, type CoverageStatus } from '../wire'
import { WhoPicker } from './who'

/** A text and a status to narrow the table by. */
export function Filters() {
  const text = m.value.table
  const amounts = coverage.data.value?.statuses
  const total = amounts && STATUSES.reduce((sum, status) => sum + amounts[status], 0)
  return (
    <div class="filters">
      <Search label={text.filter} of={wantedText} />
      <WhoPicker />
      <div class="statuses" role="group" aria-label={text.status}>
        <StatusButton status={null} label={text.all} amount={total} />
        {STATUSES.map((status) => (
          <StatusButton key={status} status={status} label={m.value.status[status]} amount={amounts?.[status]} />
        ))}
        {order.value.key !== 'worst' && (
          <button type="button" class="link worst" onClick={() => order.set(WORST)}>
            {text.worstFirst}
          </button>
        )}
      </div>
    </div>
  )
}

function StatusButton({ status, label, amount }: { status: CoverageStatus | null; label: string; amount: number | undefined }) {
  const pressed = wantedStatus.value === status
  return (
    <button
      type="button"
      class={`status-button${status ? ` dot-${status}` : ''}`}
      aria-pressed={pressed}
      title={status ? m.value.statusHint[status] : undefined}
      onClick={() => wantedStatus.set(pressed ? null : status)}
    >
      {label} <span class="amount">{amount !== undefined && count(amount)}</span>
    </button>
  )
}
