import { useSignal, type Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Picture } from '../parts/picture'
import { useStored } from '../parts/stored'
import { NotPicture } from '../photo/shrink'
import { takePhoto, TooLarge } from '../photo/taking'
import { photosOf, removePhoto } from '../store/patrols'
import type { Photo, PhotosOf } from '../store/shapes'

interface TakingPhotos {
  busy: Signal<boolean>
  evidence: Signal<boolean>
  problem: Signal<string | null>
  take: (input: HTMLInputElement) => Promise<void>
  /** The camera was left without a photo, or could not be opened. */
  missed: () => Promise<void>
}

/** Takes photos for a note, and says what went wrong. */
export function useCamera(note: PhotosOf): TakingPhotos {
  const busy = useSignal(false)
  const evidence = useSignal(false)
  const problem = useSignal<string | null>(null)

  async function take(input: HTMLInputElement): Promise<void> {
    busy.value = true
    problem.value = null
    for (const file of input.files ?? []) {
      await takePhoto(note, file, evidence.value).catch((failure: unknown) => (problem.value = reason(failure)))
    }
    busy.value = false
    input.value = ''
  }

  async function missed(): Promise<void> {
    problem.value = (await cameraDenied()) ? m.value.luck.cameraDenied : m.value.luck.camera
  }

  return { busy, evidence, problem, take, missed }
}

async function cameraDenied(): Promise<boolean> {
  const asked = await navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => null)
  return asked?.state === 'denied'
}

function reason(failure: unknown): string {
  const text = m.value.note
  if (failure instanceof DOMException && failure.name === 'QuotaExceededError') return m.value.luck.photosFull
  return failure instanceof NotPicture ? text.notPicture : failure instanceof TooLarge ? text.tooLarge : text.failed
}

function usePhotos(note: PhotosOf): Photo[] {
  return useStored(async () => (await photosOf(note.patrol)).filter((photo) => photo.note === note.id), note.id) ?? []
}

/** The button that opens the camera. */
export function Camera({ note, camera }: { note: PhotosOf; camera: TakingPhotos }) {
  const count = usePhotos(note).length
  return (
    <label class="button button-photo">
      <Icon name="camera" />
      {camera.busy.value ? m.value.note.busy : m.value.note.photo}
      {count > 0 && <span class="count">{count}</span>}
      <Picker camera={camera} from="camera" />
    </label>
  )
}

/** The file input behind a button: the camera, or photos that were taken before. */
function Picker({ camera, from }: { camera: TakingPhotos; from: 'camera' | 'album' }) {
  const input = useRef<HTMLInputElement>(null)
  // Before the button can be tapped: on a slow phone the camera may be back before an effect after painting has run.
  useLayoutEffect(() => {
    const missed = () => void camera.missed()
    if (from === 'camera') input.current?.addEventListener('cancel', missed)
    return () => input.current?.removeEventListener('cancel', missed)
  }, [])
  return (
    <input
      ref={input}
      class="unseen"
      type="file"
      name={from}
      accept="image/*"
      {...(from === 'camera' ? { capture: 'environment' as const } : { multiple: true })}
      disabled={camera.busy.value}
      onChange={(event) => void camera.take(event.currentTarget)}
    />
  )
}

/** The photos of a note so far. */
export function Photos({ note, camera }: { note: PhotosOf; camera: TakingPhotos }) {
  const text = m.value.note
  const photos = usePhotos(note)
  return (
    <section class="photos">
      <label class="tick">
        <input type="checkbox" checked={camera.evidence.value} onChange={() => (camera.evidence.value = !camera.evidence.value)} />
        {text.evidence}
      </label>
      <label class="button button-quiet button-photo">
        <Icon name="album" />
        {m.value.luck.album}
        <Picker camera={camera} from="album" />
      </label>
      {camera.problem.value && (
        <p class="problem" role="alert">
          {camera.problem.value}
        </p>
      )}
      <ul class="thumbs">
        {photos.map((photo) => (
          <li key={photo.sha256}>
            <Picture photo={photo} />
            <button type="button" class="thumb-remove" aria-label={text.removePhoto} onClick={() => void removePhoto(photo)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
