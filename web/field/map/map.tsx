import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import type { Point } from '../walk/plane'
import { steps } from '../walk/recorder'
import type { Charted } from './chart'
import { draw } from './drawing'
import { MapTools } from './tools'
import { around, moved, zoomed, type Size, type View } from './view'

const WALKING_SCALE = 3

/** The map that needs no network: drawn from what the phone carries. Follows the officer until it is moved by hand. */
export function FieldMap({ walk: shown, spot, goal }: Charted) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useSignal<View | null>(null)
  const following = useSignal(!goal)
  const size = useSignal<Size>({ width: 0, height: 0 })
  const fingers = useRef(new Map<number, Point>())

  useEffect(() => {
    const element = canvas.current!
    const watch = new ResizeObserver(() => (size.value = { width: element.clientWidth, height: element.clientHeight }))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  steps.value
  size.value
  const place = shown && spot ? shown.plane.at(spot.lon, spot.lat) : null

  useEffect(() => {
    const brush = canvas.current?.getContext('2d')
    const { width, height } = size.value
    if (!brush || !shown || !width) return
    const ratio = window.devicePixelRatio || 1
    if (canvas.current!.width !== Math.round(width * ratio)) canvas.current!.width = Math.round(width * ratio)
    if (canvas.current!.height !== Math.round(height * ratio)) canvas.current!.height = Math.round(height * ratio)
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    draw(brush, size.value, current(), shown, place, spot?.acc ?? 0, aims())
  })

  function current(): View {
    if (following.value && place) return { scale: view.value?.scale ?? WALKING_SCALE, ...place }
    return view.value ?? whole()
  }

  function aims(): Point[] {
    return goal && shown ? goal.points.map(({ lon, lat }) => shown.plane.at(lon, lat)) : []
  }

  function whole(): View {
    if (goal && shown) return around([...aims(), ...(place ? [place] : [])], size.value)
    // A track that is over is looked at by itself, one under way among the places that are owed.
    const track = shown?.pieces.flat() ?? []
    return around(shown && spot ? [...shown.coverings.flatMap((each) => each.lines.flat()), ...track] : track, size.value)
  }

  function zoom(factor: number, at?: Point) {
    view.value = zoomed(current(), size.value, factor, following.value ? undefined : at)
  }

  function drag(event: PointerEvent) {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.offsetX, y: event.offsetY }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const spread = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y)
      zoom(spread(now) / Math.max(1, spread(before)), other)
    } else {
      const from = current()
      following.value = false
      view.value = moved(from, now.x - before.x, now.y - before.y)
    }
    fingers.current.set(event.pointerId, now)
  }

  return (
    <div class="map">
      <canvas
        ref={canvas}
        role="img"
        aria-label={m.value.walk.map}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          fingers.current.set(event.pointerId, { x: event.offsetX, y: event.offsetY })
        }}
        onPointerMove={drag}
        onPointerUp={(event) => void fingers.current.delete(event.pointerId)}
        onPointerCancel={(event) => void fingers.current.delete(event.pointerId)}
      />
      <MapTools
        onZoom={(into) => zoom(into ? 1.6 : 1 / 1.6)}
        onWhole={() => {
          following.value = false
          view.value = whole()
        }}
        onFollow={
          !following.value && place
            ? () => {
                following.value = true
                view.value = null
              }
            : null
        }
      />
    </div>
  )
}
