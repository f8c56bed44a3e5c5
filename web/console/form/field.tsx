import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import '../styles/form.css'
import { t } from './messages'

interface FieldProps {
  label: string
  required?: boolean
  hint?: string | undefined
  error?: string | undefined
  children: (id: string) => ComponentChildren
}

/** A label, its field, and what the server said against it. */
export function Field({ label, required = false, hint, error, children }: FieldProps) {
  const id = useId()
  return (
    <div class="field" data-wrong={error !== undefined}>
      <label for={id}>
        {label}
        {required && <small>{t.value.required}</small>}
        {hint && <small>{hint}</small>}
      </label>
      {children(id)}
      {error && <p class="field-error">{error}</p>}
    </div>
  )
}
