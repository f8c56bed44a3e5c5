import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { m } from '../messages'
import { refusalOf } from './refusal'

interface Sending {
  busy: boolean
  /** What the server said against each field. */
  errors: Record<string, string>
  /** The sentence above all, as it is shown. */
  refusal: JSX.Element | false
  onSubmit: (event: SubmitEvent) => void
}

/** How a form is sent, once at a time, and what the server refused of it. */
export function useSending(send: () => Promise<unknown>): Sending {
  const busy = useSignal(false)
  const refused = useSignal<{ message: string; fields: Record<string, string> } | null>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    busy.value = true
    refused.value = null
    await send().catch((failure) => (refused.value = refusalOf(failure, m.peek().unreachable.title)))
    busy.value = false
  }

  return {
    busy: busy.value,
    errors: refused.value?.fields ?? {},
    refusal: refused.value !== null && (
      <p class="note note-bad" role="alert">
        {refused.value.message}
      </p>
    ),
    onSubmit: (event) => void submit(event),
  }
}
