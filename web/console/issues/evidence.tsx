import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { CloseIcon } from '../bar/icons'
import { Field } from '../form/field'
import { t } from './messages'
import { stageOf } from './steps'
import type { Place, WholeIssue } from './wire'

const PICTURES = 'image/jpeg,image/png,image/webp,image/heic'

interface PhotoProps {
  issue: WholeIssue
  action: string
  photos: File[]
  error?: string | undefined
  onChange: (photos: File[]) => void
}

/** Photos that prove a step; they are sent when the step is. */
export function PhotoField({ issue, action, photos, error, onChange }: PhotoProps) {
  const needs = issue.needs[action] ?? []
  const needed = needs.includes('before_photo') || needs.includes('after_photo')
  const stage = stageOf(issue, action) ?? (needs.includes('after_photo') ? 'after' : null)
  return (
    <Field label={stage ? t.value.photosOf[stage] : t.value.addPhotos} required={needed} error={error}>
      {(id) => (
        <>
          <span class="button file-button">
            {t.value.chooseFiles}
            <input
              id={id}
              class="file-input"
              type="file"
              accept={PICTURES}
              multiple
              onChange={(event) => {
                onChange([...photos, ...(event.currentTarget.files ?? [])])
                event.currentTarget.value = ''
              }}
            />
          </span>
          {photos.length > 0 && (
            <ul class="field-photos">
              {photos.map((photo, at) => (
                <li key={photo.name + at}>
                  {photo.name}
                  <button type="button" class="icon-button" aria-label={t.value.removePhoto(photo.name)} onClick={() => onChange(photos.filter((_, other) => other !== at))}>
                    <CloseIcon />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Field>
  )
}

/** Where the step is taken: clicked on the map below, or as this device says. */
export function PositionField({ picked, required, error }: { picked: Signal<Place | null>; required: boolean; error?: string | undefined }) {
  const lost = useSignal(false)
  const text = t.value

  function locate() {
    lost.value = false
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => (picked.value = { lon: coords.longitude, lat: coords.latitude }),
      () => (lost.value = true),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }

  return (
    <Field label={text.position} required={required} error={error}>
      {(id) => (
        <div class="field-position">
          <output id={id}>{picked.value ? `${picked.value.lat.toFixed(5)}, ${picked.value.lon.toFixed(5)}` : text.noPosition}</output>
          <button type="button" class="button" onClick={locate}>
            {text.here}
          </button>
          {lost.value && <p class="field-error">{text.notLocated}</p>}
        </div>
      )}
    </Field>
  )
}
