import { percent } from '../../shared/figures'
import { m } from '../messages'
import type { Target } from '../wire'

/**
 * One target as one bar: the full width is what was asked (or what was reported, where that is more); reported, measured and
 * qualified areas lie over each other from pale to full; a tick stands where today's share of the target ends.
 */
export function TargetBar({ row }: { row: Target }) {
  const target = row.target_mu ?? 0
  const whole = Math.max(target, row.reported_mu, row.measured_mu, row.qualified_mu, 1e-9)
  const at = (mu: number) => `${Math.min(100, (mu / whole) * 100)}%`
  const name = m.value.targets.bar(m.value.works[row.work_type], row.progress === null ? '–' : percent(row.progress), row.pace === null ? '–' : percent(row.pace))
  return (
    <div class={`target-bar target-${row.status}`} role="img" aria-label={name} title={name}>
      <span class="part part-reported" style={{ width: at(row.reported_mu) }} />
      <span class="part part-measured" style={{ width: at(row.measured_mu) }} />
      <span class="part part-qualified" style={{ width: at(row.qualified_mu) }} />
      {target > 0 && target < whole && <span class="tick tick-target" style={{ left: at(target) }} />}
      {target > 0 && row.pace !== null && <span class="tick tick-pace" style={{ left: at(target * row.pace) }} />}
    </div>
  )
}

export function PaceChip({ row }: { row: Target }) {
  return <span class={`chip chip-${row.status}`}>{m.value.targets.statuses[row.status]}</span>
}

/** What the parts of a target bar mean. */
export function BarLegend() {
  const text = m.value.targets
  return (
    <ul class="bar-legend">
      <li>
        <i class="key part-reported" aria-hidden="true" />
        {text.reported}
      </li>
      <li>
        <i class="key part-measured" aria-hidden="true" />
        {text.measured}
      </li>
      <li>
        <i class="key part-qualified" aria-hidden="true" />
        {text.qualified}
      </li>
      <li>
        <i class="key key-pace" aria-hidden="true" />
        {text.pace}
      </li>
    </ul>
  )
}
