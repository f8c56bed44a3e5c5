import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { percent } from '../../shared/figures'
import { text as written } from '../parameters'
import { text } from './messages'
import { failed, send, sending } from './sending'
import type { Kind } from './wire'

/** The kind that a link asks for. */
const wanted = written('kind')

/** Where a file goes in: dropped or chosen, as one kind of layer. */
export function Intake({ kinds }: { kinds: readonly Kind[] }) {
  const kind = useSignal(kinds.find(({ name }) => name === (wanted.value || 'forest-plots'))?.name ?? kinds[0]!.name)
  const over = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  const say = text.value
  const way = sending.value

  function take(files: FileList | null | undefined) {
    if (files?.length && !sending.peek()) send([...files], kind.value)
    if (field.current) field.current.value = ''
  }

  return (
    <section class="imports-card" aria-labelledby="intake-kind">
      <fieldset class="imports-kinds">
        <legend id="intake-kind">{say.kind}</legend>
        {kinds.map(({ name, title }) => (
          <label key={name}>
            <input type="radio" name="import-kind" value={name} checked={kind.value === name} onChange={() => (kind.value = name)} />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      <div
        class="imports-drop"
        data-over={over.value}
        onDragOver={(event) => {
          event.preventDefault()
          over.value = true
        }}
        onDragLeave={() => (over.value = false)}
        onDrop={(event) => {
          event.preventDefault()
          over.value = false
          take(event.dataTransfer?.files)
        }}
      >
        {way ? (
          <div class="imports-sending" role="status">
            <strong>{way.name}</strong>
            <progress max={1} value={way.share} aria-label={say.sending(percent(way.share))} />
            <span>{say.sending(percent(way.share))}</span>
            <button type="button" class="link" onClick={way.stop}>
              {say.cancel}
            </button>
          </div>
        ) : (
          <>
            <button type="button" class="imports-choose" onClick={() => field.current?.click()}>
              {over.value ? say.dropNow : say.drop}
            </button>
            <p>{say.dropHint}</p>
          </>
        )}
        <input ref={field} type="file" multiple hidden aria-label={say.drop} onChange={(event) => take(event.currentTarget.files)} />
      </div>
      {failed.value && (
        <p class="note note-bad" role="alert">
          {failed.value.message}
        </p>
      )}
    </section>
  )
}
