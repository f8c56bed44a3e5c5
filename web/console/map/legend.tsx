import { m } from '../messages'
import { tab } from '../picture'
import { shown } from './shown'

/** What the colours mean, and no more than is drawn. */
export function Legend() {
  const text = m.value.map
  const forest = tab.value === 'forest'
  const kind = forest ? 'forest' : 'river'
  const classes = [text.unvisited, text.below50, text.below80, text.from80]
  return (
    <div class="legend" role="group" aria-label={forest ? text.legendPlots : text.legendSegments}>
      <h2>{forest ? text.legendPlots : text.legendSegments}</h2>
      <ul>
        {classes.map((label, index) => (
          <li key={label}>
            <i class={`key key-${kind} share-${index}`} aria-hidden="true" />
            {label}
          </li>
        ))}
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
        {shown.value.issues && (
          <li>
            <i class="key key-issue" aria-hidden="true" />
            {text.layer.issues}
          </li>
        )}
      </ul>
    </div>
  )
}
