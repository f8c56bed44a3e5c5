import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'

interface Props {
  /** What is picked here; read out before the face. */
  label: string
  /** The whole of it, for a pointer that rests. */
  title?: string
  face: ComponentChildren
  class?: string
  children: (close: () => void) => ComponentChildren
}

/** A button that opens a small dialog below itself; Escape and a click elsewhere close it and give the focus back. */
export function Popover({ label, title = label, face, class: style = '', children }: Props) {
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  function close() {
    if (!open.peek()) return
    open.value = false
    button.current?.focus()
  }

  useEffect(() => {
    if (!open.value) return
    const elsewhere = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) open.value = false
    }
    addEventListener('pointerdown', elsewhere, true)
    root.current?.querySelector<HTMLElement>('[role=dialog] :is(input, button, [tabindex="0"])')?.focus()
    return () => removeEventListener('pointerdown', elsewhere, true)
  }, [open.value])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !open.peek()) return
    event.stopPropagation()
    close()
  }

  return (
    <div class={`popover ${style}`} ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        class="pick"
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        title={title}
        onClick={() => (open.value = !open.value)}
      >
        <span class="unseen">{label}</span>
        {face}
      </button>
      {open.value && (
        <div class="popover-body" id={id} role="dialog" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  )
}
