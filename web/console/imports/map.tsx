import { useEffect } from 'preact/hooks'
import { useDrawing } from '../map/mounted'
import { pointed, rows } from './data'
import type { PreviewDrawing } from './drawing'
import { text } from './messages'
import { VERDICTS, type Import } from './wire'

/** What would come in on a map, by verdict, with the problems on top; the map's library comes when it is needed. */
export function PreviewMap({ here }: { here: Import }) {
  const { place, drawing, failed } = useDrawing<PreviewDrawing>(() => import('./drawing'))
  const say = text.value

  useEffect(() => drawing.value?.draw(here), [JSON.stringify(here.counts), drawing.value])
  useEffect(() => drawing.value?.mark(rows.data.value?.features ?? []), [rows.data.value, drawing.value])
  useEffect(() => drawing.value?.point(rows.data.value?.features.find(({ id }) => id === pointed.value) ?? null), [pointed.value, drawing.value])

  return (
    <section class="import-map" aria-label={say.map}>
      <div class="import-canvas" ref={place} />
      {failed.value && <p class="state map-state">{say.mapFailed}</p>}
      {here.counts && (
        <ul class="import-legend">
          {VERDICTS.map((verdict) => (
            <li key={verdict}>
              <span class={`key verdict-${verdict}`} />
              {say.verdict[verdict]}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
