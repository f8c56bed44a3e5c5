import type { ComponentType } from 'preact'
import { signal } from '@preact/signals'

/** A part of a screen whose code comes when it is shown for the first time; where it cannot be fetched, it stays away. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => preact.JSX.Element | null {
  const found = signal<ComponentType<P> | null>(null)
  let asked = false
  return function Lazy(props: P) {
    if (!asked) {
      asked = true
      load().then(
        (part) => (found.value = part),
        () => (asked = false),
      )
    }
    const Part = found.value
    return Part && <Part {...props} />
  }
}
