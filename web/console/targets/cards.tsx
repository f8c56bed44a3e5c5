import { mu, percent } from '../../shared/figures'
import { m } from '../messages'
import type { Target } from '../wire'
import { PaceChip, TargetBar } from './bar'
import { totals, wantedType } from './progress'

/** One card a work type: what was asked, what was reported, measured and accepted, and whether that is enough by today. */
export function TargetCards() {
  return (
    <div class="target-cards">
      {totals.value.map((row) => (
        <TargetCard key={row.work_type} row={row} />
      ))}
    </div>
  )
}

function TargetCard({ row }: { row: Target }) {
  const text = m.value.targets
  const pressed = wantedType.value === row.work_type
  return (
    <section class="target-card" data-chosen={pressed}>
      <header>
        <h3>
          <button type="button" aria-pressed={pressed} onClick={() => (wantedType.value = pressed ? null : row.work_type)}>
            {m.value.works[row.work_type]}
          </button>
        </h3>
        <PaceChip row={row} />
      </header>
      <p class="target-figure">
        <strong>{row.progress === null ? '–' : percent(row.progress)}</strong>
        <span>{row.target_mu ? text.ofTarget(mu(row.target_mu)) : text.noTarget}</span>
      </p>
      <TargetBar row={row} />
      <p class="target-pace">{row.pace === null || !row.target_mu ? ' ' : text.paceAt(percent(row.pace))}</p>
      <dl>
        <Figure kind="reported" label={text.reported} value={row.reported_mu} />
        <Figure kind="measured" label={text.measured} value={row.measured_mu} />
        <Figure kind="qualified" label={text.qualified} value={row.qualified_mu} />
      </dl>
    </section>
  )
}

function Figure({ kind, label, value }: { kind: string; label: string; value: number }) {
  return (
    <div>
      <dt>
        <i class={`key part-${kind}`} aria-hidden="true" />
        {label}
      </dt>
      <dd>{mu(value)}</dd>
    </div>
  )
}
