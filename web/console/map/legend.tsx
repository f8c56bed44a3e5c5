import { count, number } from '../../shared/figures'
import { coverage } from '../coverage'
import { m } from '../messages'
import { tab } from '../picture'
import { colouring, EFFORTS, effortBy } from './asking'
import { middleLatitude } from './camera'
import { cellMetres, effortLimits } from './effort'
import { mm } from './messages'
import { EFFORT_CLASSES } from './palette'
import { shown } from './shown'
import { shades } from './themes'

/** Where the server counts the rows of each shade, in the order of the shades. */
const COUNTS = { share: 'shares', idle: 'idle', quota: 'quotas' } as const

/** What the colours mean with how many rows have each, and no more than is drawn. */
export function Legend() {
  const text = m.value.map
  const forest = tab.value === 'forest'
  const title = mm.value.legend[forest ? 'forest' : 'rivers'][colouring.value]
  const counts = coverage.data.value?.[COUNTS[colouring.value]]
  return (
    <div class="legend" role="group" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {shades.value.map(({ label, colour }, index) => (
          <li key={label}>
            <i class={`key ${forest ? 'key-forest' : ''}`} style={{ background: colour }} aria-hidden="true" />
            <span>{label}</span>
            <span class="tally">{counts && count(counts[index] ?? 0)}</span>
          </li>
        ))}
      </ul>
      <ul class="legend-more">
        {!forest && shown.value.stretches && (
          <li>
            <i class="key key-uncovered" aria-hidden="true" />
            {text.layer.stretches}
          </li>
        )}
        {shown.value.tracks && (
          <li>
            <i class="key key-track" aria-hidden="true" />
            {text.layer.tracks}
          </li>
        )}
        {shown.value.photos && (
          <li>
            <i class="key key-photo" aria-hidden="true" />
            {mm.value.layer.photos}
          </li>
        )}
        {shown.value.issues && (
          <li>
            <i class="key key-issue" aria-hidden="true" />
            {text.layer.issues}
          </li>
        )}
      </ul>
      {shown.value.effort && <EffortLegend />}
    </div>
  )
}

function EffortLegend() {
  const text = mm.value.effort
  const limits = effortLimits.value
  const unit = effortBy.value === 'hours' ? text.unitHours : text.unitPatrols
  const middle = middleLatitude()
  return (
    <div class="legend-effort">
      <div class="segmented" role="group" aria-label={mm.value.layer.effort}>
        {EFFORTS.map((each) => (
          <button key={each} type="button" aria-pressed={effortBy.value === each} onClick={() => effortBy.set(each)}>
            {text[each]}
          </button>
        ))}
      </div>
      <ol class="ramp" aria-label={unit}>
        {EFFORT_CLASSES.map((colour, at) => (
          <li key={colour}>
            <i style={{ background: colour }} aria-hidden="true" />
            <span>{at === 0 ? '0' : number(limits[at - 1]!, { maximumFractionDigits: 1 })}</span>
          </li>
        ))}
      </ol>
      <p>
        {unit}
        {middle !== null && ` · ${text.cell(count(cellMetres(middle)))}`}
      </p>
    </div>
  )
}
