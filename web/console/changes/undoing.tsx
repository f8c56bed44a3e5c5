import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { count } from '../../shared/figures'
import { undo } from './data'
import { t } from './messages'
import type { OneChangeSet } from './wire'

/** Undoing a set, once it was said again what that does. */
export function Undoing({ here }: { here: OneChangeSet }) {
  const say = t.value
  const asking = useRef<HTMLDialogElement>(null)
  const busy = useSignal(false)
  const done = useSignal<number | null>(null)
  const refused = useSignal<string | null>(null)
  useEffect(() => () => asking.current?.close(), [])

  async function go() {
    busy.value = true
    refused.value = null
    try {
      done.value = await undo(here.id)
    } catch (failure) {
      refused.value = (failure as Error).message
    }
    busy.value = false
    asking.current?.close()
  }

  return (
    <div class="change-undo">
      {here.may_undo && done.value === null && (
        <button type="button" class="button" onClick={() => asking.current?.showModal()}>
          {say.undo}
        </button>
      )}
      {done.value !== null && (
        <p class="note import-in" role="status">
          {say.undone(String(done.value))}
        </p>
      )}
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
      <dialog ref={asking} class="change-dialog" aria-labelledby="undo-title">
        <h3 id="undo-title">{say.undoTitle(String(here.id))}</h3>
        <p>{say.undoWhat(count(here.features))}</p>
        <p class="hint">{say.undoKept}</p>
        <div class="import-acts">
          <button type="button" class="button button-bad" disabled={busy.value} onClick={go}>
            {busy.value ? say.undoing : say.undoNow}
          </button>
          <button type="button" class="button" autofocus disabled={busy.value} onClick={() => asking.current?.close()}>
            {say.keep}
          </button>
        </div>
      </dialog>
    </div>
  )
}
