import { clock, length } from '../figures'
import { m } from '../messages'
import { Notices } from '../parts/notices'
import { now } from '../parts/ticker'
import type { Patrol } from '../store/shapes'
import { elapsed_s, moment, steps, walk } from '../walk/recorder'

/** Black, so that the screen may stay on for hours: only what tells that the recording lives. */
export function Dark({ patrol, onLeave }: { patrol: Patrol; onLeave: () => void }) {
  steps.value
  now.value
  return (
    <div class="dark">
      <div class="dark-figures" role="status">
        <p class="dark-time">{clock(elapsed_s(patrol, moment()))}</p>
        <p>{length(walk.value?.distance_m ?? 0)}</p>
        <p>{m.value.walk.fixes(walk.value?.fixes ?? 0)}</p>
        <p>{m.value.walk.darkHint}</p>
      </div>
      <Notices />
      <button type="button" class="button button-dark" onClick={onLeave}>
        {m.value.walk.light}
      </button>
    </div>
  )
}
