import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Refused } from '../../shared/api'
import { m } from '../messages'
import { typing } from './board'
import { decide } from './data'
import type { Decision, WholeReview } from './wire'

/** Accept, reject with words, or open again; by button or by key. The next one follows at once. */
export function Deciding({ review }: { review: WholeReview }) {
  const words = useSignal('')
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const text = m.value.reviews
  const open = review.review === 'open' || review.review === null

  async function take(decision: Decision) {
    if (busy.peek() || !review.may_decide) return
    if (decision === 'rejected' && !words.peek().trim()) {
      refused.value = text.wordsHint
      field.current?.focus()
      return
    }
    busy.value = true
    refused.value = null
    await decide(review.id, decision, words.peek(), review.history.length).catch((failure: Error) => {
      refused.value = failure instanceof Refused ? failure.message : m.value.unreachable.title
    })
    busy.value = false
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      if (!'arw'.includes(event.key)) return
      // The key that brings somebody into the field is not written into it.
      event.preventDefault()
      if (event.key === 'a' && review.review !== 'accepted') void take('accepted')
      if (event.key === 'r' && review.review !== 'rejected') void take('rejected')
      if (event.key === 'w') field.current?.focus()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  })

  const leave = (event: KeyboardEvent) => event.key === 'Escape' && field.current?.blur()

  if (!review.may_decide) return <p class="note">{text.cannot}</p>
  return (
    <div class="deciding">
      <label>
        {text.words}
        <textarea ref={field} rows={2} maxLength={2000} placeholder={text.wordsHint} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} onKeyDown={leave} />
      </label>
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
      <div class="deciding-buttons">
        {review.review !== 'accepted' && (
          <button type="button" class="button button-main" disabled={busy.value} onClick={() => void take('accepted')}>
            {text.accept} <kbd>A</kbd>
          </button>
        )}
        {review.review !== 'rejected' && (
          <button type="button" class="button button-bad" disabled={busy.value} onClick={() => void take('rejected')}>
            {text.reject} <kbd>R</kbd>
          </button>
        )}
        {!open && (
          <button type="button" class="button" disabled={busy.value} onClick={() => void take('reopened')}>
            {text.reopen}
          </button>
        )}
      </div>
      <p class="hint deciding-keys">{text.keys}</p>
    </div>
  )
}
