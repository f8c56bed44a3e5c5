import { count } from '../../shared/figures'
import { load } from '../../shared/load'
import { division, tab, today } from '../picture'
import { session } from '../session'
import { dayLayer, dayShown, view } from './data'
import { ChangeMap } from './map'
import { t } from './messages'

const EARLIEST = '2000-01-01'

const known = load(
  () => (session.value.state === 'in' && tab.value === 'changes' && view.value === 'day' ? address('limit=1&properties=code') : null),
  async (path, abort) => {
    const answer = await fetch(path, { signal: abort, headers: { Accept: 'application/geo+json', 'X-Patrol': 'web' } })
    if (!answer.ok) throw new Error(String(answer.status))
    return ((await answer.json()) as { numberMatched: number }).numberMatched
  },
)

function address(more: string): string {
  const where = division.value ? `&division=${division.value}` : ''
  return `/ogc/collections/${dayLayer.value}/items?valid-on=${dayShown.get()}${where}&${more}`
}

/** A layer as it was on record on a day, over what it is now. */
export function Day() {
  const say = t.value
  const day = dayShown.get()
  return (
    <div class="change-day">
      <header class="change-day-head">
        <label>
          {say.day}
          <input type="date" required min={EARLIEST} max={today.value} value={day} onChange={({ currentTarget }) => currentTarget.reportValidity() && dayShown.set(currentTarget.value)} />
        </label>
        <span role="status">{known.data.value !== null && !known.loading.value && say.dayCount(count(known.data.value))}</span>
        <span class="hint">{say.dayHint}</span>
        <a class="button" href={address('f=gpkg')} download>
          {say.download}
        </a>
      </header>
      <ChangeMap label={say.dayTitle} draw={(drawing) => drawing.day(dayLayer.value, day, division.value)} by={[dayLayer.value, day, division.value]}>
        <li class="key-then">{say.onDay(day)}</li>
        <li class="key-now">{say.now}</li>
      </ChangeMap>
    </div>
  )
}
