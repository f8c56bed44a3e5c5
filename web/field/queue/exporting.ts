import { settings } from '../carried'
import { entriesOf, notesOf, photosOf } from '../store/patrols'
import type { Entry, Fix, Note, Patrol } from '../store/shapes'
import { bodyOf } from '../walk/encoding'

/** Saves everything of a patrol, photos included, as one JSON file. */
export async function exportJson(patrol: Patrol): Promise<void> {
  const [entries, notes, photos] = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id), photosOf(patrol.id)])
  const pictures = await Promise.all(photos.map(async ({ sha256, content }) => ({ sha256, content: content && (await dataUrl(content)) })))
  const { id, officer, refusal, receipt } = patrol
  const whole = { id, officer, refusal, receipt, patrol: bodyOf(patrol, entries, notes, photos), pictures }
  save(`${fileName(patrol)}.json`, new Blob([JSON.stringify(whole, null, 1)], { type: 'application/json' }))
}

/** Saves the track and the notes as GPX 1.1. */
export async function exportGpx(patrol: Patrol): Promise<void> {
  const [entries, notes] = await Promise.all([entriesOf(patrol.id), notesOf(patrol.id)])
  save(`${fileName(patrol)}.gpx`, new Blob([gpx(entries, notes)], { type: 'application/gpx+xml' }))
}

/** GPX 1.1: a waypoint a note (those without a place in the description), a track segment each stretch without a gap. */
export function gpx(entries: Entry[], notes: Note[]): string {
  const waypoints = notes.map((note) => {
    if (!note.position) return ''
    const { lon, lat } = note.position
    return `<wpt lat="${lat}" lon="${lon}"><time>${moment(note.at)}</time><name>${escaped(note.category ?? '')}</name><desc>${escaped(note.text)}</desc></wpt>\n`
  })
  const segments = stretches(entries).map((fixes) => {
    const points = fixes.map((fix) => `<trkpt lat="${fix.lat.toFixed(6)}" lon="${fix.lon.toFixed(6)}"><time>${moment(fix.t)}</time></trkpt>`)
    return `<trkseg>\n${points.join('\n')}\n</trkseg>\n`
  })
  const unplaced = notes.filter(({ position }) => !position).map((note) => `${moment(note.at)} ${note.category ?? ''} ${note.text}`.trim())
  const metadata = unplaced.length ? `<metadata><desc>${escaped(unplaced.join('\n'))}</desc></metadata>\n` : ''
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Shanhe Patrol" xmlns="http://www.topografix.com/GPX/1/1">\n'
  return `${head}${metadata}${waypoints.join('')}<trk>\n${segments.join('')}</trk>\n</gpx>\n`
}

function stretches(entries: Entry[]): Fix[][] {
  const found: Fix[][] = []
  let open = false
  for (const entry of entries) {
    if ('gap' in entry) {
      open = false
      continue
    }
    const last = found.at(-1)
    if (open && last && entry.t - last.at(-1)!.t <= settings.peek().gap_s * 1000) last.push(entry)
    else found.push([entry])
    open = true
  }
  return found
}

const moment = (ms: number): string => new Date(ms).toISOString()

const escaped = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function fileName(patrol: Patrol): string {
  return `patrol-${new Date(patrol.started_at).toISOString().slice(0, 16).replace(/[:T]/g, '')}-${patrol.id.slice(0, 8)}`
}

function dataUrl(content: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(content)
  })
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
