import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'

export interface Loaded<T> {
  /** The last answer; kept on screen while the next one is under way or has failed. */
  data: ReadonlySignal<T | null>
  loading: ReadonlySignal<boolean>
  failure: ReadonlySignal<Error | null>
  reload: () => void
  /** Drops what was answered: the next reader must not see it. */
  forget: () => void
}

/**
 * Keeps data for a question that changes: `question` reads signals and names what is wanted (null: nothing now),
 * `ask` fetches it. A newer question aborts the older one, so answers never arrive out of order.
 */
export function load<Q extends string, T>(question: () => Q | null, ask: (question: Q, abort: AbortSignal) => Promise<T>): Loaded<T> {
  const data = signal<T | null>(null)
  const loading = signal(false)
  const failure = signal<Error | null>(null)
  // The question is a text, so whatever changes without changing it asks nothing anew.
  const asked = computed(question)
  let latest = new AbortController()

  function run(wanted: Q | null) {
    latest.abort()
    latest = new AbortController()
    loading.value = wanted !== null
    if (wanted !== null) void follow(ask(wanted, latest.signal), latest.signal)
  }

  async function follow(answer: Promise<T>, abort: AbortSignal) {
    const [next, error] = await answer.then(
      (value) => [value, null] as const,
      (reason: Error) => [data.peek(), reason] as const,
    )
    if (abort.aborted) return
    data.value = next
    failure.value = error
    loading.value = false
  }

  effect(() => run(asked.value))

  return { data, loading, failure, reload: () => run(asked.peek()), forget: () => void (data.value = null) }
}
