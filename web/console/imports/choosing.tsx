import { useSignal } from '@preact/signals'
import { recheck } from './data'
import { FieldTable, valued } from './fields'
import { text } from './messages'
import { Place } from './place'
import { Systems } from './systems'
import { divisions, placeName } from '../session'
import { isBusy, type Change, type Choices, type Import, type Kind } from './wire'

/** How the file is read; whatever is changed here counts with the next check. */
export function Choosing({ here, kinds }: { here: Import; kinds: readonly Kind[] }) {
  const choices = useSignal<Choices>(startingFrom(here, kinds))
  const failure = useSignal<string | null>(null)
  const say = text.value
  const busy = isBusy(here)
  const kind = kinds.find(({ name }) => name === choices.value.kind) ?? kinds[0]!
  const change: Change = (next) => (choices.value = { ...choices.value, ...next } as Choices)
  const layers = here.found?.layers ?? here.problem?.choices ?? []

  function check(event: Event) {
    event.preventDefault()
    failure.value = null
    recheck(here.id, complete(choices.value, here)).catch((error: Error) => (failure.value = error.message))
  }

  return (
    <form class="import-choosing" onSubmit={check} aria-busy={busy}>
      <label class="import-field">
        <span>{say.kind}</span>
        <select value={choices.value.kind} onChange={(event) => change({ kind: event.currentTarget.value, fields: undefined })}>
          {kinds.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {layers.length > 1 && (
        <label class="import-field">
          <span>{say.layer}</span>
          <select value={choices.value.layer ?? here.found?.layer ?? ''} onChange={(event) => change({ layer: event.currentTarget.value || undefined, fields: undefined })}>
            {!choices.value.layer && !here.found && <option value="">—</option>}
            {layers.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {here.found && <Systems found={here.found} crs={choices.value.crs} change={(crs) => change({ crs })} />}
      <Place here={here} choices={choices.value} change={change} />
      <label class="import-field">
        <span>{say.division}</span>
        <select value={choices.value.division ?? ''} onChange={(event) => change({ division: event.currentTarget.value || undefined })}>
          <option value="">{say.divisionNone}</option>
          {divisions.value.map(({ code }) => (
            <option key={code} value={code}>
              {placeName(code)}
            </option>
          ))}
        </select>
      </label>
      {here.found && <FieldTable found={here.found} kind={kind} choices={choices.value} change={change} />}
      {failure.value && (
        <p class="note note-bad" role="alert">
          {failure.value}
        </p>
      )}
      <button type="submit" class="button" disabled={busy}>
        {say.recheck}
      </button>
    </form>
  )
}

function startingFrom(here: Import, kinds: readonly Kind[]): Choices {
  const { fields: _, ...asked } = here.asked
  return { ...asked, kind: here.kind ?? kinds[0]!.name, ...(here.asked.fields ? { fields: here.asked.fields } : {}) }
}

/** What was chosen, without what the server adds and without what was left blank. */
function complete(choices: Choices, here: Import): Choices {
  const { kind, layer, fields, set, crs, division, encoding, x, y, wkt } = choices
  const given = { layer, fields: fields && { ...here.found?.fields, ...fields }, set: valued(set), crs, division, encoding, x, y, wkt }
  return { kind, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
}
