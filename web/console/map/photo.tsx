import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { count } from '../../shared/figures'
import { CloseIcon } from '../bar/icons'
import { m } from '../messages'
import { mm } from './messages'
import { opened } from './photos'

/** The photo that a pin stands for, with when, where and who in the picture itself; arrow keys leaf through a cluster. */
export function PhotoCard() {
  const now = opened.value
  useEffect(() => {
    if (!now) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') opened.value = null
      if (event.key === 'ArrowRight') leaf(1)
      if (event.key === 'ArrowLeft') leaf(-1)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [now !== null])
  if (!now) return null
  const { photos, at } = now
  const { sha256, officer, patrolled_on } = photos[at]!
  const text = mm.value.photos
  return (
    <section class="photo-card" aria-label={text.label}>
      <header>
        <h2>{text.by(officer, patrolled_on)}</h2>
        <button type="button" class="icon-button" aria-label={m.value.close} title={`${m.value.close} (Esc)`} onClick={() => (opened.value = null)}>
          <CloseIcon />
        </button>
      </header>
      <Picture key={sha256} sha256={sha256} said={text.by(officer, patrolled_on)} />
      {photos.length > 1 && (
        <footer>
          <button type="button" class="button" onClick={() => leaf(-1)} disabled={at === 0}>
            {text.previous}
          </button>
          <span>{text.of(count(at + 1), count(photos.length))}</span>
          <button type="button" class="button" onClick={() => leaf(1)} disabled={at === photos.length - 1}>
            {text.next}
          </button>
        </footer>
      )}
    </section>
  )
}

function leaf(step: number): void {
  const now = opened.peek()
  if (now && now.photos[now.at + step]) opened.value = { ...now, at: now.at + step }
}

function Picture({ sha256, said }: { sha256: string; said: string }) {
  const failed = useSignal(false)
  if (failed.value) return <p class="note note-bad">{mm.value.photos.failed}</p>
  return <img src={`/api/v1/photos/${sha256}?size=screen`} alt={said} onError={() => (failed.value = true)} />
}
