import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import { Trouble, Waiting } from '../states'
import { Controls } from './controls'
import { lazily } from '../lazily'
import type { Engine } from './engine'
import { Legend } from './legend'
import { mm } from './messages'
import { approval, attribution, based } from './base'
import { shown } from './shown'
import { comparedWith, measuring, playing, sheeting } from './tools'
import { Tooltip } from './tooltip'

const Player = lazily(() => import('../playback/player').then(({ Player }) => Player))
const Compared = lazily(() => import('../compare/pane').then(({ Pane }) => Pane))
const Ruler = lazily(() => import('../measure/ruler').then(({ Ruler }) => Ruler))
const Sheet = lazily(() => import('../paper/sheet').then(({ Sheet }) => Sheet))

/** What the law and the base map's makers want said in the map's corner. */
function Origin() {
  const said = [approval.value && mm.value.approval(approval.value), based.value && shown.value.ground && attribution.value].filter(Boolean)
  return said.length > 0 ? <p class="map-origin">{said.join(' · ')}</p> : null
}

/** The map, its library fetched only now, with everything that lies on top of it. */
export function MapView() {
  const place = useRef<HTMLDivElement>(null)
  const engine = useSignal<Engine | null>(null)
  const failed = useSignal<'library' | 'graphics' | null>(null)
  const round = useSignal(0)

  useEffect(() => {
    let gone = false
    failed.value = null
    import('./engine').then(
      ({ mount }) => {
        if (gone || !place.current) return
        try {
          engine.value = mount(place.current)
        } catch {
          failed.value = 'graphics'
        }
      },
      () => (failed.value = 'library'),
    )
    return () => {
      gone = true
      engine.peek()?.remove()
      engine.value = null
    }
  }, [round.value])

  return (
    <section class="map" aria-label={m.value.map.label} data-compared={comparedWith.value !== null && engine.value !== null}>
      <div class="map-place" ref={place} />
      {failed.value === 'graphics' && <p class="state map-state">{m.value.map.failed}</p>}
      {failed.value === 'library' && <Trouble failure={null} onRetry={() => round.value++} />}
      {!engine.value && !failed.value && <Waiting label={m.value.map.loading} />}
      {engine.value && <Controls engine={engine.value} />}
      {engine.value && <Legend />}
      {engine.value && comparedWith.value && <Compared engine={engine.value} />}
      {engine.value && playing.value && <Player map={engine.value.map} />}
      {engine.value && measuring.value && <Ruler map={engine.value.map} />}
      {engine.value && sheeting.value && <Sheet engine={engine.value} />}
      <Origin />
      <Tooltip />
    </section>
  )
}
