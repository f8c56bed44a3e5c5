import { useEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import { useDrawing } from './mounted'
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
  const heard = useRef({ onOpen, onPlace })
  heard.current = { onOpen, onPlace }

  const { place, drawing, failed } = useDrawing<Drawing>(async () => {
    const { mount } = await import('./sketching')
    const told = { open: (id: string) => heard.current.onOpen?.(id), place: (at: { lon: number; lat: number }) => heard.current.onPlace?.(at) }
    return { mount: (into: HTMLElement) => mount(into, closest, told) }
  })

  const drawn = JSON.stringify([points, shapes])
  useEffect(() => drawing.value?.draw(points, shapes), [drawn, drawing.value])

  return (
    <div class="sketch" role="img" aria-label={label}>
      <div class="sketch-place" ref={place} />
      {failed.value && <p class="state">{m.value.map.failed}</p>}
    </div>
  )
}
