import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { Map as Maplibre } from 'maplibre-gl'
import { CloseIcon } from '../bar/icons'
import { mount, type Engine } from '../map/engine'
import { comparedWith } from '../map/tools'
import { m } from '../messages'
import { period } from '../picture'
import '../styles/compare.css'
import { EarlierPicker } from './picker'

/** The earlier period on a map of its own, beside the one on screen and always looking at the same place. */
export function Pane({ engine }: { engine: Engine }) {
  const place = useRef<HTMLDivElement>(null)
  const other = useSignal<Engine | null>(null)

  useEffect(() => {
    const second = mount(place.current!, comparedWith, engine.map)
    other.value = second
    const stop = together(engine.map, second.map)
    lookAtAll(engine)
    return () => {
      stop()
      second.remove()
      requestAnimationFrame(() => lookAtAll(engine))
    }
  }, [engine])

  const [now, then] = [period.value, comparedWith.value]
  const span = m.value.period.span
  return (
    <>
      <div class="map-place compare-place" ref={place} />
      <div class="compare-name compare-then">
        <EarlierPicker />
      </div>
      <div class="compare-name compare-now">
        <strong>{now && span(now.from, now.to)}</strong>
        <button type="button" class="icon-button" aria-label={m.value.close} title={m.value.close} onClick={() => comparedWith.set(null)}>
          <CloseIcon />
        </button>
      </div>
      <span class="unseen">{then && span(then.from, then.to)}</span>
    </>
  )
}

/** With another width of the map, the whole division is looked at anew. */
function lookAtAll({ map, whole }: Engine): void {
  if (!map.getContainer().isConnected) return
  map.resize()
  whole()
}

/** Keeps two maps on the same place, whichever is moved. */
function together(one: Maplibre, other: Maplibre): () => void {
  let following = false
  const follow = (from: Maplibre, to: Maplibre) => () => {
    if (following) return
    following = true
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() })
    following = false
  }
  const [there, back] = [follow(one, other), follow(other, one)]
  one.on('move', there)
  other.on('move', back)
  there()
  return () => {
    one.off('move', there)
    other.off('move', back)
  }
}
