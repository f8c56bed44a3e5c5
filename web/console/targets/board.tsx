import { m } from '../messages'
import { division, year } from '../picture'
import { divisionOf } from '../session'
import { SetUp } from '../set_up'
import { Nothing, Trouble, Waiting } from '../states'
import '../styles/targets.css'
import { BarLegend } from './bar'
import { TargetCards } from './cards'
import { targets } from './data'
import { PaceCurve } from './curve'
import { TargetTable } from './table'

/** The year's forestry targets: what was asked of this division and those below it, and how far they are. */
export function TargetBoard() {
  const { data, loading, failure } = targets
  const now = year.value
  if (failure.value) return <Trouble failure={failure.value} onRetry={targets.reload} />
  if (!data.value || !now) return <Waiting />
  const text = m.value
  if (data.value.length === 0 && !loading.value) {
    return (
      <Nothing title={text.empty.targetsTitle(now)} body={text.empty.targetsBody}>
        <SetUp own={{ part: 'targets' }} />
      </Nothing>
    )
  }
  return (
    <div class="board">
      <div class="progress" data-busy={loading.value} role="status" />
      <header class="board-head">
        <h2>{text.targets.title(divisionOf(division.value)?.name ?? text.divisions.whole, now)}</h2>
        <BarLegend />
        <p class="hint">
          {text.targets.unit} · {text.targets.progressNote}
        </p>
      </header>
      <TargetCards />
      <PaceCurve />
      <TargetTable />
    </div>
  )
}
