import { text } from './messages'
import type { Change, Choices, Found, Kind } from './wire'

/** Which column is which field. A needed field that no column holds can get one value for all. */
export function FieldTable({ found, kind, choices, change }: { found: Found; kind: Kind; choices: Choices; change: Change }) {
  const say = text.value
  const matched = { ...found.fields, ...choices.fields }
  const samples = new Map(found.columns.map(({ name, samples }) => [name, samples.join('，')]))
  const set = (name: string, value: string) => change({ set: { ...choices.set, [name]: value } })
  return (
    <fieldset class="import-fields">
      <legend>
        {say.fields} {found.recalled && !choices.fields && <span class="import-recalled">{say.recalled}</span>}
      </legend>
      <p class="import-hint">{say.fieldsHint}</p>
      {kind.fields.map(({ name, title, needed }) => {
        const column = matched[name] ?? ''
        return (
          <div key={name} class="import-field">
            <label for={`field-${name}`}>
              {title}
              {needed && <em> {say.needed}</em>}
            </label>
            <div>
              <select id={`field-${name}`} value={column} onChange={(event) => change({ fields: { ...found.fields, ...choices.fields, [name]: event.currentTarget.value || null } })}>
                <option value="">{say.left}</option>
                {found.columns.map((each) => (
                  <option key={each.name}>{each.name}</option>
                ))}
              </select>
              {column ? (
                <small>{samples.get(column)}</small>
              ) : (
                needed && <input aria-label={say.setHint(title)} placeholder={say.set} value={choices.set?.[name] ?? ''} onInput={(event) => set(name, event.currentTarget.value)} />
              )}
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}

/** The values for all features that are not blank. */
export function valued(set: Record<string, string> | undefined): Record<string, string> | undefined {
  const given = Object.entries(set ?? {}).filter(([, value]) => value.trim() !== '')
  return given.length ? Object.fromEntries(given) : undefined
}
