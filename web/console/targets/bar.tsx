import { percent } from '../../shared/figures'
import { m } from '../messages'
import type { Target } from '../wire'
import { AREAS, areaOf } from './areas'

/**
 * One target as one bar: the full width is what was asked (or the largest area, where that is more); the four areas lie over
 * each other, the largest lowest, so that each end shows; a tick stands where today's share of the target ends.
 */
export function TargetBar({ row }: { row: Target }) {
  const target = row.target_mu
  const parts = [...AREAS].sort((a, b) => areaOf(row, b) - areaOf(row, a))
  const whole = Math.max(target, areaOf(row, parts[0]!), 1e-9)
  const at = (mu: number) => `${Math.min(100, (mu / whole) * 100)}%`
  const name = m.value.targets.bar(m.value.works[row.work_type], row.progress === null ? '–' : percent(row.progress), row.pace === null ? '–' : percent(row.pace))
  return (
    <div class={`target-bar target-${row.status}`} role="img" aria-label={name} title={name}>
      {parts.map((area) => (
        <span key={area} class={`part part-${area}`} style={{ width: at(areaOf(row, area)) }} />
      ))}
      {target > 0 && target < whole && <span class="tick tick-target" style={{ left: at(target) }} />}
      {target > 0 && row.pace !== null && <span class="tick tick-pace" style={{ left: at(target * row.pace) }} />}
    </div>
  )
}

export function PaceChip({ row }: { row: Target }) {
  return <span class={`chip chip-${row.status}`}>{m.value.targets.statuses[row.status]}</span>
}

/** What the tick on a target bar means; its parts are named beside their areas. */
export function BarLegend() {
  const text = m.value.targets
  return (
    <ul class="bar-legend">
      <li>
        <i class="key key-pace" aria-hidden="true" />
        {text.pace}
      </li>
    </ul>
  )
}
