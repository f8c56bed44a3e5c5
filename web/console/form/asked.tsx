import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import '../styles/form.css'
import { t } from './messages'
import { saying } from './refusal'

interface Deed {
  label: string
  /** What is asked; where it must be fetched first (how many rows it concerns), a question that comes. */
  question: ComponentChildren | (() => Promise<ComponentChildren>)
  main?: boolean
  disabled?: boolean
  does: () => Promise<unknown>
}

/** A button that asks once before it does something that weighs. */
export function Asked({ label, question, main = false, disabled = false, does }: Deed) {
  const asking = useSignal<ComponentChildren | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal(false)

  async function ask() {
    refused.value = null
    if (typeof question !== 'function') return void (asking.value = question)
    busy.value = true
    refused.value = await saying((question as () => Promise<ComponentChildren>)().then((found) => void (asking.value = found)))
    busy.value = false
  }

  async function act() {
    busy.value = true
    refused.value = await saying(does())
    busy.value = false
    asking.value = null
  }

  return (
    <>
      {asking.value === null ? (
        <button type="button" class="button" data-main={main} disabled={disabled || busy.value} onClick={() => void ask()}>
          {busy.value ? t.value.looking : label}
        </button>
      ) : (
        <div class="asked" role="alertdialog" aria-label={label}>
          <div>{asking.value}</div>
          <button type="button" class={`button ${main ? 'button-main' : 'button-bad'}`} autofocus disabled={busy.value} onClick={() => void act()}>
            {t.value.yes}
          </button>
          <button type="button" class="button" onClick={() => (asking.value = null)}>
            {t.value.no}
          </button>
        </div>
      )}
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
    </>
  )
}
