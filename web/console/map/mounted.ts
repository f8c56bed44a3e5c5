import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'

interface Mounted<D> {
  place: RefObject<HTMLDivElement | null>
  drawing: Signal<D | null>
  /** This browser cannot draw, or the code did not come. */
  failed: Signal<boolean>
}

/** A drawing put into an element once its code has come; it goes with the element. */
export function useDrawing<D extends { remove: () => void }>(load: () => Promise<{ mount: (place: HTMLElement) => D }>): Mounted<D> {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useSignal<D | null>(null)
  const failed = useSignal(false)
  useEffect(() => {
    load().then(
      ({ mount }) => {
        // Preact tidies an effect up only after the next frame: whether the element still is there, the element itself says.
        if (!place.current) return
        try {
          drawing.value = mount(place.current)
        } catch {
          failed.value = true
        }
      },
      () => (failed.value = true),
    )
    return () => drawing.peek()?.remove()
  }, [])
  return { place, drawing, failed }
}
