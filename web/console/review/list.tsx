import { count } from '../../shared/figures'
import { m } from '../messages'
import { show } from '../picture'
import { chosen, queue, status } from './data'
import { REVIEW_STATES, worstFirst, type ReviewState } from './wire'

/** What waits for review, the gravest first. */
export function QueueList() {
  const { items, counts } = queue.data.value!
  const text = m.value.reviews

  function turn(next: ReviewState) {
    show({ selected: null }, { quietly: true })
    status.set(next)
  }

  return (
    <nav class="review-queue" aria-label={text.queue}>
      <div class="review-states" role="group" aria-label={text.title}>
        {REVIEW_STATES.map((state) => (
          <button key={state} type="button" aria-pressed={status.value === state} onClick={() => turn(state)}>
            {text.status[state]} <b>{count(counts[state] ?? 0)}</b>
          </button>
        ))}
      </div>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" class="review-item" aria-current={item.id === chosen.value ? 'true' : undefined} onClick={() => show({ selected: item.id })}>
              <span class={`severity severity-${item.severity}`}>{text.severity[item.severity]}</span>
              <strong>{item.officer.name}</strong>
              <span class="review-day">{item.patrolled_on}</span>
              <span class="review-why">{worstFirst(item.flags)[0]?.message}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
