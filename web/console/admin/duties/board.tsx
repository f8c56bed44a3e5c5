import { count, km, mu } from '../../../shared/figures'
import { CloseIcon } from '../../bar/icons'
import { Asked } from '../../form/asked'
import { Done } from '../../form/done'
import { saying } from '../../form/refusal'
import { today } from '../../picture'
import { Segments } from '../../table/filters'
import '../../styles/assigning.css'
import { Chart } from './chart'
import { assign, chosen, done, fresh, from, kind, picked, pickUnanswered, toggle, tooMany, unanswered } from './data'
import { t } from './messages'
import { Person } from './person'
import { useSignal } from '@preact/signals'
import type { Place } from './wire'

/** Who answers for which segments and plots, given on a map. */
export function Duties() {
  return (
    <div class="duties-board">
      <h2 class="unseen">{t.value.title}</h2>
      <aside class="duties-side" aria-label={t.value.title}>
        <Segments label={t.value.kinds.label} of={kind} choices={(['segment', 'plot'] as const).map((each) => [each, t.value.kinds[each]] as const)} />
        <Done of={done} />
        <Person />
        <Picked />
        <Giving />
      </aside>
      <Chart />
    </div>
  )
}

function Picked() {
  const rows = [...picked.value.values()]
  const open = unanswered.data.value?.length ?? 0
  const refused = useSignal<string | null>(null)
  return (
    <section class="duties-picked">
      <h3>
        {kind.value === 'segment' ? t.value.whatSegment : t.value.whatPlot}
        {rows.length > 0 && <b>{sum(rows)}</b>}
      </h3>
      <p class="hint">
        {t.value.unanswered(count(open))}
        {open > 0 && (
          <button type="button" class="link" onClick={async () => (refused.value = await saying(pickUnanswered()))}>
            {t.value.pickAll}
          </button>
        )}
        {rows.length > 0 && (
          <button type="button" class="link" onClick={() => (picked.value = new Map())}>
            {t.value.clear}
          </button>
        )}
      </p>
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
      {tooMany.value && <p class="note note-warn">{t.value.more}</p>}
      {rows.length === 0 ? (
        <p class="none">{t.value.none}</p>
      ) : (
        <ul class="duties-rows" tabIndex={0} aria-label={kind.value === 'segment' ? t.value.whatSegment : t.value.whatPlot}>
          {rows.slice(0, SHOWN).map((each) => (
            <li key={each.code}>
              <span>{each.name ?? each.code}</span>
              <small>{each.holders.map(({ name }) => name).join('、') || t.value.nobodyYet}</small>
              <button type="button" class="icon-button" aria-label={t.value.drop(each.name ?? each.code)} onClick={() => void toggle(each.code)}>
                <CloseIcon />
              </button>
            </li>
          ))}
          {rows.length > SHOWN && <li>…</li>}
        </ul>
      )}
    </section>
  )
}

const SHOWN = 200

function sum(rows: readonly Place[]): string {
  const size = rows.reduce((all, each) => all + (each.size ?? 0), 0)
  return t.value.sum(count(rows.length), kind.value === 'segment' ? t.value.km(km(size)) : t.value.mu(mu((size * 15) / 10_000)))
}

function Giving() {
  const person = chosen.value
  const day = from.value || today.value
  const rows = fresh.value

  async function give() {
    const name = person!.name
    const { count: amount, ...rest } = await assign()
    done.value = { said: t.peek().given(count(amount), name), ...rest }
  }

  const held = rows.filter(({ holders }) => holders.length > 0).length
  const own = picked.value.size - rows.length
  return (
    <section class="duties-giving">
      <label class="admin-inline">
        {t.value.from}
        <input type="date" value={day} onInput={(event) => (from.value = event.currentTarget.value)} />
      </label>
      {day < today.value && <p class="note note-warn">{t.value.late}</p>}
      <Asked
        label={t.value.give(count(rows.length))}
        main
        disabled={!person || rows.length === 0}
        question={
          <>
            <p>{t.value.sure(count(rows.length), person?.name ?? '', day)}</p>
            {held > 0 && <p>{t.value.alsoHeld(count(held))}</p>}
            {own > 0 && <p>{t.value.alreadyOwn(count(own))}</p>}
          </>
        }
        does={give}
      />
    </section>
  )
}
