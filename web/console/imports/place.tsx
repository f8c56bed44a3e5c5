import { text } from './messages'
import type { Change, Choices, Import } from './wire'

/** For tables whose columns of places could not be told: their names are written in. */
export function Place({ here, choices, change }: { here: Import; choices: Choices; change: Change }) {
  const say = text.value
  if (here.problem?.code !== 'table_no_place' && here.problem?.code !== 'table_column' && !choices.x && !choices.wkt) return null
  const written = (name: 'x' | 'y' | 'wkt', label: string) => (
    <label class="import-field">
      <span>{label}</span>
      <input value={choices[name] ?? ''} onInput={(event) => change({ [name]: event.currentTarget.value || undefined })} />
    </label>
  )
  return (
    <fieldset class="import-place">
      <legend>{say.place}</legend>
      {written('x', say.east)}
      {written('y', say.north)}
      {written('wkt', say.wkt)}
    </fieldset>
  )
}
