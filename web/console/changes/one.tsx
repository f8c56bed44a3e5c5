import { count } from '../../shared/figures'
import { addressOf, show } from '../picture'
import { moment } from '../../shared/zone'
import { called } from '../table/columns'
import { pointed, touched } from './data'
import { Features } from './features'
import { ChangeMap } from './map'
import { t } from './messages'
import { Undoing } from './undoing'
import type { OneChangeSet } from './wire'

/** One change set: who, when, by which means; its features before and after on the map and in a list. */
export function OneSet({ here }: { here: OneChangeSet }) {
  const say = t.value
  return (
    <div class="change-one">
      <header class="change-head">
        <button type="button" class="link" onClick={() => show({ selected: null })}>
          ‹ {say.back}
        </button>
        <h2>{here.title || say.set(String(here.id))}</h2>
        <p>
          <span class={`change-action change-by-${here.means}`}>{called('change-sets', 'means')(here.means)}</span> {here.layer} · {here.by} · {moment(here.opened_at)}
          {here.title && ` · ${say.set(String(here.id))}`}
        </p>
        <p>{say.counts(count(here.created), count(here.changed), count(here.deleted))}</p>
        <Related label={say.undoesSet} number={here.undoes} />
        <Related label={say.undoneBy} number={here.undone_by} />
        <Undoing here={here} />
      </header>
      <ChangeMap
        label={say.map}
        by={[touched.value, pointed.value]}
        draw={(drawing) => {
          const chosen = touched.value.find(({ number }) => number === pointed.value) ?? null
          drawing.show(touched.value)
          drawing.point(chosen)
        }}
      >
        <li class="key-before">{say.before}</li>
        <li class="key-after">{say.after}</li>
      </ChangeMap>
      <Features all={here.features} />
    </div>
  )
}

function Related({ label, number }: { label: string; number: number | null }) {
  if (number === null) return null
  const there = { selected: String(number) }
  return (
    <p>
      {label}{' '}
      <a
        href={addressOf(there)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.button) return
          event.preventDefault()
          show(there)
        }}
      >
        {t.value.set(String(number))}
      </a>
    </p>
  )
}
