import { count, km, percent } from '../../shared/figures'
import { moment, timeOf } from '../../shared/zone'
import { m } from '../messages'
import { placeName } from '../session'
import { Deciding } from './deciding'
import { worstFirst, type WholeReview } from './wire'

/** Everything about one patrol in words: what is held against it, its figures, photos, and what was decided. */
export function Dossier({ review }: { review: WholeReview }) {
  const text = m.value.reviews
  return (
    <aside class="dossier" aria-label={text.facts}>
      <header>
        <h2>{review.officer.name}</h2>
        <p>
          {m.value.posts[review.officer.post]} · {placeName(review.division)}
        </p>
        <span class={`severity severity-${review.severity}`}>{text.severity[review.severity]}</span>
      </header>
      <h3>{text.flags}</h3>
      <ul class="dossier-flags">
        {worstFirst(review.flags).map((flag, at) => (
          <li key={at} class={`flag-${flag.severity}`}>
            <span class={`severity severity-${flag.severity}`}>{text.severity[flag.severity]}</span>
            <span>{flag.message}</span>
          </li>
        ))}
      </ul>
      <Deciding review={review} />
      <h3>{text.facts}</h3>
      <Facts review={review} />
      <h3>{text.covered}</h3>
      <Covered review={review} />
      {review.photos.length > 0 && <Photos review={review} />}
      {review.history.length > 0 && <History review={review} />}
    </aside>
  )
}

function Facts({ review }: { review: WholeReview }) {
  const text = m.value.reviews
  const facts: [string, string][] = [
    [text.day, review.patrolled_on],
    [text.time, `${timeOf(review.started_at)}–${timeOf(review.ended_at)}`],
    [text.distance, `${km(review.distance_m)} km`],
    [text.duration, count(review.duration_s / 60)],
    [text.accuracy, accuracy(review.track.accuracy_m)],
    [text.device, [review.device.model, review.device.os].filter(Boolean).join(' · ') || text.unknown],
    [text.received, moment(review.received_at)],
  ]
  return (
    <>
      <dl>
        {facts.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <p class="dossier-effect">
        <strong>{review.effective ? text.effective : text.notEffective}</strong>
        {review.reasons.map((reason) => (
          <span key={reason.message}>{reason.message}</span>
        ))}
      </p>
    </>
  )
}

function Covered({ review }: { review: WholeReview }) {
  const places = [...review.segments, ...review.plots]
  if (!places.length) return <p class="hint">{m.value.reviews.coveredNone}</p>
  return (
    <ul class="dossier-covered">
      {places.slice(0, 12).map((place) => (
        <li key={place.code}>
          <span>{place.name || place.code}</span>
          <b>{percent(place.share)}</b>
        </li>
      ))}
    </ul>
  )
}

function Photos({ review }: { review: WholeReview }) {
  const text = m.value.reviews
  return (
    <>
      <h3>{text.photos(review.photos.length)}</h3>
      <ul class="dossier-photos">
        {review.photos.map((photo) => (
          <li key={photo.sha256}>
            {photo.here ? (
              <a href={`/api/v1/photos/${photo.sha256}?size=screen`} target="_blank" rel="noreferrer">
                <img src={`/api/v1/photos/${photo.sha256}?size=thumb`} alt={text.photoAt(moment(photo.taken_at))} loading="lazy" />
              </a>
            ) : (
              <span class="photo-missing">{text.photoMissing}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function History({ review }: { review: WholeReview }) {
  const text = m.value.reviews
  return (
    <>
      <h3>{text.history}</h3>
      <ol class="dossier-history">
        {review.history.map((each) => (
          <li key={each.at}>
            <strong>{text.decisions[each.decision]}</strong> {each.by_name} · {moment(each.at)}
            {each.words && <p>{each.words}</p>}
          </li>
        ))}
      </ol>
    </>
  )
}

function accuracy(metres: (number | null)[]): string {
  const known = metres.filter((each): each is number => each !== null).sort((a, b) => a - b)
  const text = m.value.reviews
  return known.length ? text.accuracyOf(count(known[known.length >> 1]!), count(known[known.length - 1]!)) : text.unknown
}
