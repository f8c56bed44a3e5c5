import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import '../styles/form.css'
import { t } from './messages'
import { saying } from './refusal'

/** Something that was done, in words, and how it is undone where it can be. */
export interface Deed {
  said: string
  undo?: () => Promise<unknown>
}

/** What was just done, with the way back; it stays until it is closed or the next thing is done. */
export function Done({ of }: { of: Signal<Deed | null> }) {
  const refused = useSignal<string | null>(null)
  const deed = of.value
  if (!deed) return null

  async function back() {
    refused.value = await saying(deed!.undo!())
    if (refused.value === null) of.value = { said: t.peek().undone }
  }

  return (
    <div class="note note-good done" role="status">
      <span>{deed.said}</span>
      {deed.undo && (
        <button type="button" class="button" onClick={() => void back()}>
          {t.value.undo}
        </button>
      )}
      <button type="button" class="link" onClick={() => (of.value = null)}>
        {t.value.close}
      </button>
      {refused.value && (
        <span class="note note-bad" role="alert">
          {refused.value}
        </span>
      )}
    </div>
  )
}
