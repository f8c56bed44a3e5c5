import { useEffect } from 'preact/hooks'
import { nameOf, wordOf } from '../carried'
import { length, moment, percent, span } from '../figures'
import { Chart } from '../map/chart'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { Picture } from '../parts/picture'
import { StateMark } from '../parts/state'
import { useStored } from '../parts/stored'
import { Standing } from '../parts/standing'
import { go } from '../place'
import { reworded } from '../queue/delivery'
import { exportGpx, exportJson } from '../queue/exporting'
import { session } from '../session'
import { entriesOf, getPatrol, notesOf, photosOf } from '../store/patrols'
import type { Note, Patrol, Photo } from '../store/shapes'
import { replayed } from '../walk/fresh'
import { Elsewhere } from './elsewhere'
import { Refused } from './refused'
import { Verdict } from './verdict'

/** One patrol: where it and each of its photos are, what the server counted, and a way to take it along. */
export function Record({ id }: { id: string }) {
  const found = useStored(async () => ({ patrol: await getPatrol(id), notes: await notesOf(id), photos: await photosOf(id) }), id)
  const text = m.value.records
  const patrol = found?.patrol
  useEffect(() => {
    // Without a network it is read in the language that it came in.
    if (patrol && session.peek()) void reworded(patrol, session.peek()!.token).catch(() => undefined)
  }, [patrol?.id])
  return (
    <>
      <header class="head head-back">
        <button type="button" class="button-round" aria-label={m.value.back} onClick={() => go('records')}>
          <Icon name="back" />
        </button>
        <h1>{patrol ? <>{m.value.kind[patrol.kind]} · <span class="whole">{moment(patrol.started_at)}</span></> : text.title}</h1>
        <Standing />
      </header>
      <main class="page">
        <Notices />
        {found && !patrol && <Elsewhere id={id} />}
        {patrol && (
          <>
            {patrol.refusal && <Refused patrol={patrol} refusal={patrol.refusal} />}
            <section class="sheet">
              <div class="item">
                <h2>{text.track}</h2>
                <StateMark delivered={patrol.delivered === 'saved' ? 'saved' : patrol.delivered} refused={patrol.delivered === 'saved' && patrol.refusal !== null} />
              </div>
              <Walked patrol={patrol} />
              {patrol.receipt && <Verdict of={patrol.receipt} />}
            </section>
            <TrackMap patrol={patrol} />
            <Notes notes={found.notes} photos={found.photos} />
            <div class="pair">
              <button type="button" class="button" onClick={() => void exportGpx(patrol)}>
                {text.exportGpx}
              </button>
              <button type="button" class="button" onClick={() => void exportJson(patrol)}>
                {text.exportJson}
              </button>
            </div>
          </>
        )}
      </main>
    </>
  )
}

function TrackMap({ patrol }: { patrol: Patrol }) {
  const drawn = useStored(async () => replayed(patrol.kind, await entriesOf(patrol.id)), patrol.id)
  if (!drawn?.pieces.length) return null
  return (
    <section class="track-map" aria-label={m.value.past.map}>
      <Chart walk={drawn} spot={null} />
    </section>
  )
}

function Walked({ patrol }: { patrol: Patrol }) {
  const { receipt, walked } = patrol
  const shares = receipt ? [...receipt.segments, ...receipt.plots] : (walked?.shares ?? [])
  return (
    <>
      <p class="sum">
        {length(receipt?.distance_m ?? walked?.distance_m ?? 0)} · {span((walked?.duration_s ?? 0) * 1000)}
      </p>
      <ul class="shares">
        {shares.map(({ code, share }) => (
          <li key={code}>
            <span>{nameOf(code)}</span>
            <strong>{percent(share)}</strong>
            <progress max={1} value={share} aria-label={nameOf(code)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Notes({ notes, photos }: { notes: Note[]; photos: Photo[] }) {
  const text = m.value.records
  if (!notes.length) return <p class="hint">{text.noNotes}</p>
  return (
    <ul class="cards">
      {notes.map((note) => (
        <li key={note.id} class="card card-note">
          <h3>
            {note.category ? wordOf(note.category) : m.value.note.other} · {moment(note.at)}
          </h3>
          {note.text && <p>{note.text}</p>}
          <ul class="items">
            {photos
              .filter((photo) => photo.note === note.id)
              .map((photo, at) => (
                <PhotoItem key={photo.sha256} photo={photo} number={at + 1} />
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function PhotoItem({ photo, number }: { photo: Photo; number: number }) {
  const text = m.value.records
  return (
    <li class="item" data-photo={photo.sha256}>
      <Picture photo={photo} />
      <div>
        <p>
          {text.photo(number)}
          {photo.evidence && ` · ${text.evidence}`}
        </p>
        <StateMark delivered={photo.delivered} refused={photo.refusal !== null || photo.lost === true} />
        {photo.lost && <p class="problem">{m.value.luck.photoLost}</p>}
        {photo.refusal && <p class="problem">{photo.refusal.message}</p>}
        {!photo.content && !photo.lost && <p class="small">{text.bytesGone}</p>}
      </div>
    </li>
  )
}
