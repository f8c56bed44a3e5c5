import { count } from '../../shared/figures'
import { SearchIcon } from '../bar/icons'
import { order, tally, wantedStatus, wantedText } from '../coverage'
import { m } from '../messages'
import { STATUSES, type CoverageStatus } from '../wire'
import { WhoPicker } from './who'

/** A text and a status to narrow the table by. */
export function Filters() {
  const text = m.value.table
  const total = STATUSES.reduce((sum, status) => sum + tally.value[status], 0)
  return (
    <div class="filters">
      <label class="search">
        <SearchIcon />
        <input
          type="search"
          placeholder={text.filter}
          aria-label={text.filter}
          value={wantedText.value}
          onInput={(event) => (wantedText.value = event.currentTarget.value)}
        />
      </label>
      <WhoPicker />
      <div class="statuses" role="group" aria-label={text.status}>
        <StatusButton status={null} label={text.all} amount={total} />
        {STATUSES.map((status) => (
          <StatusButton key={status} status={status} label={m.value.status[status]} amount={tally.value[status]} />
        ))}
        {order.value.key !== 'worst' && (
          <button type="button" class="link worst" onClick={() => (order.value = { key: 'worst', descending: false })}>
            {text.worstFirst}
          </button>
        )}
      </div>
    </div>
  )
}

function StatusButton({ status, label, amount }: { status: CoverageStatus | null; label: string; amount: number }) {
  const pressed = wantedStatus.value === status
  return (
    <button
      type="button"
      class={`status-button${status ? ` dot-${status}` : ''}`}
      aria-pressed={pressed}
      title={status ? m.value.statusHint[status] : undefined}
      onClick={() => (wantedStatus.value = pressed ? null : status)}
    >
      {label} <span class="amount">{count(amount)}</span>
    </button>
  )
}
