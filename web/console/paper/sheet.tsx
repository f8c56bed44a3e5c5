import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { timeOf } from '../../shared/zone'
import { CloseIcon } from '../bar/icons'
import type { LngLatBoundsLike, Map as Maplibre } from 'maplibre-gl'
import { approval as ofSettings } from '../map/base'
import { boundsOf } from '../map/camera'
import type { Engine } from '../map/engine'
import { narrowed } from '../map/asking'
import { sheeting } from '../map/tools'
import { m } from '../messages'
import { said as whoSaid } from '../panel/who'
import { division, period, tab, today } from '../picture'
import { placeName } from '../session'
import '../styles/paper.css'
import { compose } from './composing'
import { legends } from './legends'
import { texts } from './messages'
import { paint, type Painted } from './painting'
import { PAPERS, type Paper } from './sizes'

const APPROVAL_KEY = 'patrol.approval'

/** Makes a sheet of the map as it stands: A4 or A3, with everything that a map needs, as PNG or for the printer. */
export function Sheet({ engine }: { engine: Engine }) {
  const text = texts.value
  const dialog = useRef<HTMLDialogElement>(null)
  const preview = useRef<HTMLDivElement>(null)
  const paper = useSignal<Paper>('a4')
  const title = useSignal(usualTitle())
  const approval = useSignal(ofSettings.peek() || (localStorage.getItem(APPROVAL_KEY) ?? ''))
  const painted = useSignal<{ of: Paper; map: Painted } | null>(null)
  const failed = useSignal(false)
  const sheet = useRef<HTMLCanvasElement | null>(null)

  useEffect(() => dialog.current!.showModal(), [])
  useSignalEffect(() => {
    const of = paper.value
    const abort = new AbortController()
    painted.value = null
    failed.value = false
    paint(engine.map, wantedBounds(engine.map), of, abort.signal).then(
      (map) => (painted.value = { of, map }),
      () => (failed.value = !abort.signal.aborted),
    )
    return () => abort.abort()
  })
  useSignalEffect(() => {
    localStorage.setItem(APPROVAL_KEY, approval.value)
    const now = painted.value
    if (!now) return
    sheet.current = compose(now.of, now.map, { title: title.value, legend: legends(), foot: foot(), approval: approval.value.trim() })
    sheet.current.setAttribute('role', 'img')
    sheet.current.setAttribute('aria-label', title.value)
    preview.current?.replaceChildren(sheet.current)
  })

  const ready = painted.value !== null
  return (
    <dialog class="paper" ref={dialog} aria-label={text.title} onClose={() => (sheeting.value = false)}>
      <div class="paper-preview" data-ready={ready}>
        <div ref={preview} />
        {!ready && <p class="state">{failed.value ? text.failed : text.drawing}</p>}
      </div>
      <form method="dialog" class="paper-form">
        <header>
          <h2>{text.title}</h2>
          <button class="icon-button" aria-label={m.value.close} title={`${m.value.close} (Esc)`}>
            <CloseIcon />
          </button>
        </header>
        <label class="asked-field">
          <span>{text.heading}</span>
          <input value={title.value} maxLength={60} onInput={(event) => (title.value = event.currentTarget.value)} />
        </label>
        <label class="asked-field">
          <span>{text.paper}</span>
          <select value={paper.value} onChange={(event) => (paper.value = event.currentTarget.value as Paper)}>
            {(Object.keys(PAPERS) as Paper[]).map((each) => (
              <option key={each} value={each}>
                {text.papers[each]}
              </option>
            ))}
          </select>
        </label>
        <label class="asked-field">
          <span>{text.approval}</span>
          <input value={approval.value} maxLength={40} placeholder="GS（2026）0000号" onInput={(event) => (approval.value = event.currentTarget.value)} />
          <small class="hint">{text.approvalHint}</small>
        </label>
        <button type="button" class="button button-main" disabled={!ready} onClick={() => void save(sheet.current!, title.value)}>
          {text.png}
        </button>
        <button type="button" class="button" disabled={!ready} onClick={() => void print(sheet.current!, paper.value)}>
          {text.pdf}
        </button>
      </form>
    </dialog>
  )
}

/** What is on screen; where that is the whole division and more, the division. */
function wantedBounds(map: Maplibre): LngLatBoundsLike {
  const shownNow = map.getBounds()
  const whole = boundsOf(division.value) as [number, number, number, number] | null
  const inside = whole && shownNow.contains([whole[0], whole[1]]) && shownNow.contains([whole[2], whole[3]])
  return inside ? whole : shownNow
}

function usualTitle(): string {
  const place = division.value ? placeName(division.value) : m.value.divisions.whole
  return texts.value.usual(place, legends()[0]!.title)
}

function foot(): string[] {
  const text = texts.value
  const days = period.value
  const time = `${today.value} ${timeOf(Date.now())}`
  const counted = narrowed.value ? [text.walked(whoSaid())] : []
  return [...(days ? [text.period(m.value.period.span(days.from, days.to))] : []), ...counted, text.data(time), text.made(today.value), text.system]
}

const bytesOf = (canvas: HTMLCanvasElement) => new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'))

async function save(canvas: HTMLCanvasElement, title: string): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await bytesOf(canvas))
  link.download = `${title || tab.peek()}.png`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Hands the sheet alone to the printer, which may be a PDF file, in its own size. */
async function print(canvas: HTMLCanvasElement, paper: Paper): Promise<void> {
  const image = document.createElement('img')
  image.className = `paper-print paper-${paper}`
  image.alt = canvas.getAttribute('aria-label') ?? ''
  image.src = URL.createObjectURL(await bytesOf(canvas))
  await image.decode()
  document.body.append(image)
  document.documentElement.dataset.paper = paper
  window.print()
  delete document.documentElement.dataset.paper
  image.remove()
  URL.revokeObjectURL(image.src)
}
