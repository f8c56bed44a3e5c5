import { useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import './styles/coverage.css'
import { MapView } from './map/map'
import { m } from './messages'
import { PhotoCard } from './map/photo'
import { Detail } from './panel/detail'
import { Panel } from './panel/panel'
import { nearest, phone, sheetShare, stand } from './sheet'

const WIDTH_KEY = 'patrol.panel'
const NARROWEST = 420
const MAP_LEAST = 380
const STEP = 32

/** Map and figures side by side, or on a phone the figures in a sheet over the map. */
export function Stage() {
  return (
    <div class="stage">
      <div class="stage-map">
        <MapView />
        <Detail />
        <PhotoCard />
      </div>
      {phone.value ? <Sheet /> : <Side />}
    </div>
  )
}

function Side() {
  const width = useSignal(Number(localStorage.getItem(WIDTH_KEY)) || Math.round(Math.min(640, Math.max(NARROWEST, innerWidth * 0.42))))

  function resize(wanted: number) {
    width.value = Math.min(innerWidth - MAP_LEAST, Math.max(NARROWEST, wanted))
    localStorage.setItem(WIDTH_KEY, String(width.value))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowLeft') resize(width.value + STEP)
    if (event.key === 'ArrowRight') resize(width.value - STEP)
  }

  return (
    <>
      <div
        class="splitter"
        role="separator"
        aria-orientation="vertical"
        aria-label={m.value.table.resize}
        aria-valuenow={width.value}
        aria-valuemin={NARROWEST}
        aria-valuemax={innerWidth - MAP_LEAST}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && resize(innerWidth - event.clientX)}
      />
      <aside class="panel" aria-label={m.value.table.panel} style={{ width: `${width.value}px` }}>
        <Panel />
      </aside>
    </>
  )
}

function Sheet() {
  const root = useRef<HTMLElement>(null)
  const dragged = useSignal<number | null>(null)
  const start = useRef({ y: 0, share: 0, at: 0 })
  const share = dragged.value ?? sheetShare.value

  function onPointerDown(event: PointerEvent) {
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    start.current = { y: event.clientY, share: sheetShare.peek(), at: event.timeStamp }
  }
  function onPointerMove(event: PointerEvent) {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return
    const room = root.current!.parentElement!.clientHeight
    dragged.value = Math.min(0.95, Math.max(0.1, start.current.share + (start.current.y - event.clientY) / room))
  }
  function onPointerUp(event: PointerEvent) {
    const moved = start.current.y - event.clientY
    if (dragged.value === null || Math.abs(moved) < 5) stand.value = stand.peek() === 'high' ? 'half' : stand.peek() === 'half' ? 'high' : 'half'
    else stand.value = nearest(dragged.value, moved / Math.max(1, event.timeStamp - start.current.at))
    dragged.value = null
  }

  return (
    <aside
      ref={root}
      class="panel sheet"
      data-dragged={dragged.value !== null}
      aria-label={m.value.table.panel}
      style={{ height: `${share * 100}%` }}
    >
      <button
        type="button"
        class="handle"
        aria-label={m.value.table.sheet}
        aria-expanded={stand.value !== 'low'}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') stand.value = stand.peek() === 'high' ? 'low' : stand.peek() === 'half' ? 'high' : 'half'
        }}
      />
      <Panel />
    </aside>
  )
}
