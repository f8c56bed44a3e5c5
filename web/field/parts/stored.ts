import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { changes } from '../store/patrols'

/** What the phone's database answers, asked again whenever a record changes; null before the first answer. */
export function useStored<T>(ask: () => Promise<T>, ...about: unknown[]): T | null {
  const answer = useSignal<T | null>(null)
  const version = changes.value
  useEffect(() => {
    let late = false
    void ask().then((found) => {
      if (!late) answer.value = found
    })
    return () => void (late = true)
  }, [version, ...about])
  return answer.value
}
