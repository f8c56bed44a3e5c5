import { useEffect } from 'preact/hooks'
import { m } from '../messages'
import { Nothing, Trouble, Waiting } from '../states'
import '../styles/review.css'
import { go, queue, review } from './data'
import { Dossier } from './dossier'
import { QueueList } from './list'
import { TrackMap } from './map'

/** One patrol on one screen: the queue, its track on a map, and everything that speaks for or against it. */
export function ReviewBoard() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      if (event.key === 'j') go(1)
      if (event.key === 'k') go(-1)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  const here = review.data.value
  if (queue.failure.value && !queue.data.value) return <Trouble failure={queue.failure.value} onRetry={queue.reload} />
  if (!queue.data.value) return <Waiting />
  return (
    <div class="review">
      <QueueList />
      {here ? (
        <>
          <TrackMap review={here} />
          <Dossier key={here.id} review={here} />
        </>
      ) : review.failure.value ? (
        <Trouble failure={review.failure.value} onRetry={review.reload} />
      ) : queue.data.value.items.length === 0 ? (
        <Nothing title={m.value.reviews.none} body={m.value.reviews.noneBody} />
      ) : (
        <Waiting />
      )}
    </div>
  )
}

/** Whether keys belong to a field that is being written in. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
