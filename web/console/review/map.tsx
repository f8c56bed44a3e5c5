import { useEffect } from 'preact/hooks'
import { useDrawing } from '../map/mounted'
import { m } from '../messages'
import type { TrackDrawing } from './drawing'
import { SPEED_CLASSES } from './speeds'
import type { WholeReview } from './wire'

/** The patrol's track by speed, its gaps, photos and what it covered; the map's library comes when it is needed. */
export function TrackMap({ review }: { review: WholeReview }) {
  const { place, drawing, failed } = useDrawing<TrackDrawing>(() => import('./drawing'))
  const text = m.value.reviews

  useEffect(() => drawing.value?.draw(review), [review, drawing.value])

  return (
    <section class="review-map" aria-label={text.map}>
      <div class="review-canvas" ref={place} />
      {failed.value && <p class="state map-state">{m.value.map.failed}</p>}
      <ul class="review-legend" aria-label={text.speed}>
        <li>{text.speed}</li>
        {SPEED_CLASSES.map(({ label, colour }) => (
          <li key={label}>
            <span class="key" style={{ background: colour }} />
            {label}
          </li>
        ))}
        {review.track.gaps.length > 0 && (
          <li>
            <span class="key key-gap" />
            {text.gap}
          </li>
        )}
        {review.others.length > 0 && (
          <li>
            <span class="key key-other" />
            {text.other}
          </li>
        )}
        {review.photos.length > 0 && (
          <li>
            <span class="key key-photo" />
            {text.photo}
          </li>
        )}
      </ul>
    </section>
  )
}
