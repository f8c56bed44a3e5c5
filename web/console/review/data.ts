import { computed, effect } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { choice } from '../parameters'
import { division, selected, show, tab } from '../picture'
import { session, whenOut } from '../session'
import { REVIEW_STATES, type Decision, type Queue, type WholeReview } from './wire'

const MOST = 500

/** Which reviews are listed. */
export const status = choice('status', REVIEW_STATES, 'open')

export const queue = load(
  () => {
    if (session.value.state !== 'in' || tab.value !== 'reviews') return null
    const where = division.value ? `&division=${division.value}` : ''
    // The sentences come in the reader's language, so another language is another question.
    return `reviews?status=${status.value}&limit=${MOST}${where}#${locale.value}`
  },
  (path, abort) => call<Queue>(path.split('#')[0]!, { abort }),
)

const asked = new Map<string, Promise<WholeReview>>()

/** A review with everything about it; one fetched ahead is here at once. */
function fetched(id: string): Promise<WholeReview> {
  const key = `${id} ${locale.peek()}`
  let answer = asked.get(key)
  if (!answer) {
    answer = call<WholeReview>(`reviews/${id}`)
    answer.catch(() => asked.delete(key))
    asked.set(key, answer)
  }
  return answer
}

whenOut(() => {
  asked.clear()
  queue.forget()
})

/** The patrol on screen: the one in the address, else the first of the queue. */
export const chosen = computed(() => (tab.value === 'reviews' ? (selected.value ?? queue.data.value?.items[0]?.id ?? null) : null))

export const review = load(
  () => (session.value.state === 'in' && chosen.value ? `${chosen.value} ${locale.value}` : null),
  (key) => fetched(key.split(' ')[0]!),
)

// The neighbour below is fetched while the reader looks at this one.
effect(() => {
  const here = review.data.value
  const next = here && beside(here.id, 1)
  if (next) void fetched(next).catch(() => undefined)
})

/** The id so many places further down the queue; null beyond its ends. */
export function beside(id: string, step: number): string | null {
  const items = queue.data.peek()?.items ?? []
  const at = items.findIndex((item) => item.id === id)
  return items[at + step]?.id ?? null
}

export function go(step: number): void {
  const here = chosen.peek()
  const next = here && beside(here, step)
  if (next) show({ selected: next })
}

/** Sends a decision; then the next one of the queue is on screen. Throws what the server refused. */
export async function decide(id: string, decision: Decision, words: string, version: number): Promise<void> {
  const next = beside(id, 1) ?? beside(id, -1)
  await call(`reviews/${id}/decisions`, { method: 'POST', body: { decision, words, version } })
  for (const key of [...asked.keys()]) if (key.startsWith(id)) asked.delete(key)
  if (next) show({ selected: next })
  else review.reload()
  queue.reload()
}
