import { effect, signal, type ReadonlySignal } from '@preact/signals'

export interface Loaded<T> {
  /** The last answer; kept on screen while the next one is under way or has failed. */
  data: ReadonlySignal<T | null>
  loading: ReadonlySignal<boolean>
  failure: ReadonlySignal<Error | null>
  reload: () => void
}

/**
 * Keeps data for a question that changes: `question` reads signals and names what is wanted (null: nothing now),
 * `ask` fetches it. A newer question aborts the older one, so answers never arrive out of order.
 */
export function load<Q extends string, T>(question: () => Q | null, ask: (question: Q, abort: AbortSignal) => Promise<T>): Loaded<T> {
  const data = signal<T | null>(null)
  const loading = signal(false)
  const failure = signal<Error | null>(null)
  const round = signal(0)

  effect(() => {
    round.value
    const wanted = question()
    if (wanted === null) return
    const controller = new AbortController()
    loading.value = true
    ask(wanted, controller.signal)
      .then((answer) => {
        if (controller.signal.aborted) return
        data.value = answer
        failure.value = null
        loading.value = false
      })
      .catch((error: Error) => {
        if (controller.signal.aborted) return
        failure.value = error
        loading.value = false
      })
    return () => controller.abort()
  })

  return { data, loading, failure, reload: () => void round.value++ }
}
