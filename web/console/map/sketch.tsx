import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import '../styles/sketch.css'
import type { Drawing, Mark, Shape } from './sketching'

export type { Mark, Shape }

interface Props {
  label: string
  points?: readonly Mark[]
  shapes?: readonly Shape[]
  /** The zoom that a single point is shown at. */
  closest?: number
  /** A point or shape was clicked. */
  onOpen?: (id: string) => void
  /** The ground was clicked. */
  onPlace?: (place: { lon: number; lat: number }) => void
}

/** A small map: the county's own ground, and on it points and shapes; the library comes when it is needed. */
export function Sketch({ label, points = [], shapes = [], closest = 14, onOpen, onPlace }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useSignal<Drawing | null>(null)
  const failed = useSignal(false)
  const heard = useRef({ onOpen, onPlace })
  heard.current = { onOpen, onPlace }

  useEffect(() => {
    let gone = false
    import('./sketching').then(
      ({ mount }) => {
        if (gone) return
        try {
          drawing.value = mount(place.current!, closest, {
            open: (id) => heard.current.onOpen?.(id),
            place: (at) => heard.current.onPlace?.(at),
          })
        } catch {
          failed.value = true
        }
      },
      () => (failed.value = true),
    )
    return () => {
      gone = true
      drawing.peek()?.remove()
    }
  }, [])

  const drawn = JSON.stringify([points, shapes])
  useEffect(() => drawing.value?.draw(points, shapes), [drawn, drawing.value])

  return (
    <div class="sketch" role="img" aria-label={label}>
      <div class="sketch-place" ref={place} />
      {failed.value && <p class="state">{m.value.map.failed}</p>}
    </div>
  )
}
