import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDrawing } from '../map/mounted'
import { m } from '../messages'
import type { ChangeDrawing } from './drawing'

/** A map of what was and what is; `draw` is called when the map is there, and again when `by` changes. */
export function ChangeMap({ label, draw, by, children }: { label: string; draw: (drawing: ChangeDrawing) => void; by: readonly unknown[]; children: ComponentChildren }) {
  const { place, drawing, failed } = useDrawing<ChangeDrawing>(() => import('./drawing'))
  useEffect(() => {
    if (drawing.value) draw(drawing.value)
  }, [drawing.value, ...by])
  return (
    <section class="change-map" aria-label={label}>
      <div class="import-canvas" ref={place} />
      {failed.value && <p class="state map-state">{m.value.map.failed}</p>}
      <ul class="change-legend">{children}</ul>
    </section>
  )
}
