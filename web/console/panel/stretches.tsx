import { count, km } from '../../shared/figures'
import { choose, stretch } from '../map/asking'
import { mm } from '../map/messages'
import { stretches } from '../map/stretches'
import { placeName } from '../session'
import { Trouble, Waiting } from '../states'
import type { Stretch } from '../wire'
import { answering, between, lastWalked } from './stretch'
import { WhoPicker } from './who'

/** The longest stretches that nobody walked; a click shows one on the map. */
export function StretchList() {
  const { data, failure, reload } = stretches
  const text = mm.value.stretches
  if (failure.value) return <Trouble failure={failure.value} onRetry={reload} />
  if (!data.value) return <Waiting />
  const { items, count: all, length_m } = data.value
  return (
    <>
      <div class="filters stretch-head">
        <p>{all === 0 ? text.none : text.sum(count(all), km(length_m, 1))}</p>
        <WhoPicker />
      </div>
      <ol class="stretch-list" aria-label={text.title}>
        {items.map((each) => (
          <li key={each.id}>
            <Line stretch={each} />
          </li>
        ))}
      </ol>
      {items.length < all && (
        <footer class="sums">
          <span>{text.longest(count(items.length))}</span>
        </footer>
      )}
    </>
  )
}

function Line({ stretch: its }: { stretch: Stretch }) {
  const chosen = stretch.value === String(its.id)
  return (
    <button type="button" class="stretch-line" aria-pressed={chosen} onClick={() => (chosen ? choose(null) : choose(its.code, its.id))}>
      <span class="name">
        <span class="name-main">{its.name || its.code}</span>
        <small>
          {placeName(its.division)} · {between(its)}
        </small>
      </span>
      <span class="stretch-who">
        <span>{answering(its)}</span>
        <small>
          {mm.value.stretches.last} {lastWalked(its)}
        </small>
      </span>
      <strong class="figures">{km(its.length_m)} km</strong>
    </button>
  )
}
