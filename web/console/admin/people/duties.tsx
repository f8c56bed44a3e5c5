import { useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { today } from '../../picture'
import { openPart } from '../parts'
import { done, end, goOn } from './data'
import { t } from './messages'
import type { Duty, WholeOfficer } from './wire'

/** What an officer answers for, and answered for; what is chosen ends with a day. */
export function Duties({ here }: { here: WholeOfficer }) {
  const chosen = useSignal<ReadonlySet<number>>(new Set())
  const last = useSignal(today.value)
  const now = here.assignments.filter(({ valid_to }) => valid_to === null || valid_to >= today.value)
  const past = here.assignments.length - now.length
  const ids = now.filter(({ id, valid_to }) => valid_to === null && chosen.value.has(id)).map(({ id }) => id)

  function toggle(id: number) {
    const next = new Set(chosen.peek())
    if (!next.delete(id)) next.add(id)
    chosen.value = next
  }

  async function stop() {
    await end(here.username, ids, last.peek())
    chosen.value = new Set()
    const undo = last.peek() >= today.peek() ? { undo: () => goOn(here.username, ids) } : {}
    done.value = { said: t.peek().ended(count(ids.length)), ...undo }
  }

  return (
    <section class="admin-card" aria-label={t.value.duties}>
      <h3>
        {t.value.duties}
        <button type="button" class="button" onClick={() => openPart('duties', null, { who: here.username })}>
          {t.value.onMap}
        </button>
      </h3>
      {now.length === 0 && <p class="none">{t.value.noDuties}</p>}
      <ul class="admin-rows admin-duties" tabIndex={now.length > 6 ? 0 : undefined}>
        {now.map((duty) => (
          <Row key={duty.id} duty={duty} chosen={chosen.value.has(duty.id)} onToggle={() => toggle(duty.id)} />
        ))}
      </ul>
      {past > 0 && <p class="hint">{t.value.past(count(past))}</p>}
      {ids.length > 0 && (
        <div class="admin-acts">
          <label class="admin-inline">
            {t.value.endOn}
            <input type="date" value={last.value} onInput={(event) => (last.value = event.currentTarget.value)} />
          </label>
          <Asked label={t.value.endChosen(count(ids.length))} question={t.value.endSure(count(ids.length), last.value)} does={stop} />
        </div>
      )}
    </section>
  )
}

function Row({ duty, chosen, onToggle }: { duty: Duty; chosen: boolean; onToggle: () => void }) {
  const { kind, code, name, valid_from, valid_to } = duty
  return (
    <li>
      <label>
        <input type="checkbox" checked={chosen} disabled={valid_to !== null} onChange={onToggle} />
        <span>{name ?? code}</span>
      </label>
      <small>
        {t.value.kinds[kind]} {code} · {valid_from} – {valid_to ?? t.value.open}
      </small>
    </li>
  )
}
