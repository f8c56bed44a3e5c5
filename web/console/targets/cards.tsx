import { mu, percent } from '../../shared/figures'
import { Behind } from '../behind'
import { m } from '../messages'
import type { Target } from '../wire'
import { AREAS, areaOf } from './areas'
import { PaceChip, TargetBar } from './bar'
import { Credited } from './credited'
import { totals, wantedType, worksBehind } from './progress'

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
    <section class={`target-card target-${row.status}`} data-chosen={pressed}>
      <header>
        <h3>
          <button type="button" aria-pressed={pressed} onClick={() => wantedType.set(pressed ? null : row.work_type)}>
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
        {AREAS.map((area) => (
          <div key={area}>
            <dt>
              <i class={`key part-${area}`} aria-hidden="true" />
              {text[area]}
            </dt>
            <dd>
              <Behind opens={worksBehind(row, area)}>{mu(areaOf(row, area))}</Behind>
              {area === 'reported' && <Credited row={row} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
