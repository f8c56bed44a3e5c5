import { file } from '../../shared/api'
import { count, km } from '../../shared/figures'
import { wantedText } from '../coverage'
import { lazily } from '../lazily'
import { choose, stretch } from '../map/asking'
import { mm } from '../map/messages'
import { PAGE_ROWS, stretches, stretchPath } from '../map/stretches'
import { m } from '../messages'
import { page } from '../parameters'
import { placeName } from '../session'
import { Trouble, Waiting } from '../states'
import { Search } from '../table/filters'
import { joined } from '../table/listing'
import { Pages } from '../table/pages'
import type { Stretch } from '../wire'
import { answering, between, lastWalked } from './stretch'
import { WhoPicker } from './who'

const Export = lazily(() => import('../table/export').then((part) => part.Export))

/** The stretches that nobody walked, the longest first; a click shows one on the map. */
export function StretchList() {
  const { data, failure, reload } = stretches
  const text = mm.value.stretches
  if (failure.value) return <Trouble failure={failure.value} onRetry={reload} />
  if (!data.value) return <Waiting />
  const { items, count: all, length_m } = data.value
  return (
    <>
      <div class="filters">
        <Search label={m.value.table.filter} of={wantedText} />
        <WhoPicker />
      </div>
      <ol class="stretch-list" aria-label={text.title}>
        {items.map((each) => (
          <li key={each.id}>
            <Line stretch={each} />
          </li>
        ))}
      </ol>
      <footer class="sums" aria-live="polite">
        <span>{all === 0 ? text.none : text.sum(count(all), km(length_m, 1))}</span>
        <Pages now={page.value} of={Math.ceil(all / PAGE_ROWS)} turn={page.set} />
        <Export empty={all === 0} take={() => file(joined(stretchPath.peek()!, 'format=xlsx'))} />
      </footer>
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
