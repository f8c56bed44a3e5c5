import type { ComponentChildren } from 'preact'
import { Refused } from '../shared/api'
import { m } from './messages'

/** Something is on its way. */
export function Waiting({ label }: { label?: string }) {
  return (
    <div class="state" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{label ?? m.value.loading}</span>
    </div>
  )
}

/** Something went wrong, in the server's words where it had any, and a way to try again. */
export function Trouble({ failure, onRetry }: { failure: Error | null; onRetry: () => void }) {
  const refused = failure instanceof Refused
  return (
    <div class="state" role="alert">
      <strong>{refused ? m.value.failed : m.value.unreachable.title}</strong>
      <p>{refused ? failure.message : m.value.unreachable.body}</p>
      <button class="button" type="button" onClick={onRetry}>
        {m.value.retry}
      </button>
    </div>
  )
}

/** There is nothing to show, and why; and perhaps a way to change that. */
export function Nothing({ title, body, children }: { title: string; body: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <strong>{title}</strong>
      <p>{body}</p>
      {children}
    </div>
  )
}
