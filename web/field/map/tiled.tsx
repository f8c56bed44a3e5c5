import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import type { Pack } from '../pack/shapes'
import { steps } from '../walk/recorder'
import type { Charted } from './chart'
import type { Engine, mount as Mount } from './engine'
import { MapTools } from './tools'

const ZOOM_STEP = 1

/** The offline pack with what is owed and walked above it; follows the officer until it is moved by hand. */
export function PackMap({ walk, spot, goal, pack, mount, onFail }: Charted & { pack: Pack; mount: typeof Mount; onFail: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const engine = useRef<Engine | null>(null)
  const following = useSignal(!goal)

  useEffect(() => {
    try {
      engine.current = mount(place.current!, pack, () => (following.value = false))
    } catch {
      // No WebGL on this phone: the plain drawing does it.
      onFail()
    }
    return () => engine.current?.remove()
  }, [])

  steps.value
  const follow = following.value
  useEffect(() => engine.current?.show({ walk, spot, ...(goal ? { goal } : {}) }, follow))

  return (
    <div class="map" role="group" aria-label={m.value.walk.map}>
      <div class="map-pack" ref={place} />
      <MapTools
        onZoom={(into) => engine.current?.zoom(into ? ZOOM_STEP : -ZOOM_STEP)}
        onWhole={() => {
          following.value = false
          engine.current?.whole()
        }}
        onFollow={!follow && spot ? () => (following.value = true) : null}
      />
    </div>
  )
}
