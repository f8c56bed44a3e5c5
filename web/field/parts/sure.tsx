import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

interface Asked {
  sure: string
  class?: string
  onSure: () => void
  children: ComponentChildren
}

/** A button whose first tap asks and whose second tap does. */
export function SureButton({ sure, class: style = 'button button-quiet', onSure, children }: Asked) {
  const asked = useSignal(false)
  return (
    <button
      type="button"
      class={asked.value ? `${style} button-danger` : style}
      onBlur={() => (asked.value = false)}
      onClick={() => {
        if (asked.value) onSure()
        asked.value = !asked.value
      }}
    >
      {asked.value ? sure : children}
    </button>
  )
}
