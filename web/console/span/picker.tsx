import '../styles/span.css'
import { inUnit, moved, spanName, t, type Span } from './span'
import { unitOf, type Unit } from './units'

/** Which period is counted, with a step to either side. */
export function SpanPicker({ span }: { span: Span }) {
  const text = t.value
  return (
    <div class="span" role="group" aria-label={text.period}>
      <button type="button" aria-label={text.previous} onClick={() => span.set(moved(span.value, -1))}>
        ‹
      </button>
      <output aria-live="polite">{spanName(span.value)}</output>
      <button type="button" aria-label={text.next} onClick={() => span.set(moved(span.value, 1))}>
        ›
      </button>
      <select aria-label={text.unit} value={unitOf(span.value)} onChange={(event) => span.set(inUnit(span.value, event.currentTarget.value as Unit))}>
        {span.units.map((each) => (
          <option key={each} value={each}>
            {text.units[each]}
          </option>
        ))}
      </select>
    </div>
  )
}
