import { useSignal } from '@preact/signals'
import { askedOf, carried } from '../carried'
import { percent } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Notices } from '../parts/notices'
import { SureButton } from '../parts/sure'
import { useStored } from '../parts/stored'
import { go } from '../place'
import { drain } from '../queue/queue'
import { notesOf, photosOf } from '../store/patrols'
import type { Patrol } from '../store/shapes'
import { discard, elapsed_s, finish, moment, resume, walk } from '../walk/recorder'
import { Figures, Shares } from './recording'

/** A paused patrol: what it came to, what the rule still asks; go on, or end it. */
export function Finish({ patrol }: { patrol: Patrol }) {
  const busy = useSignal(false)
  const full = useSignal(false)
  const counts = useStored(
    async () => ({ notes: (await notesOf(patrol.id)).length, photos: (await photosOf(patrol.id)).length }),
    patrol.id,
  )
  const text = m.value.finish
  const fixes = walk.value?.fixes ?? 0
  const lacking = missing(patrol)
  const empty = fixes === 0 && counts?.notes === 0

  async function end() {
    busy.value = true
    const done = await finish().catch(() => null)
    busy.value = false
    full.value = !done
    if (!done) return
    go('records', done.id)
    void drain(true)
  }

  return (
    <div class="finish">
      <header class="strip strip-paused">
        <Icon name="pause" />
        <h1>
          {m.value.kind[patrol.kind]} · {m.value.walk.paused}
        </h1>
      </header>
      <main class="page">
        <Notices />
        <section class="sheet">
          <h2>{text.summary}</h2>
          <Figures patrol={patrol} />
          <dl class="figures">
            <div>
              <dt>{text.notes}</dt>
              <dd>{text.count(counts?.notes ?? 0)}</dd>
            </div>
            <div>
              <dt>{text.photos}</dt>
              <dd>{text.photoCount(counts?.photos ?? 0)}</dd>
            </div>
          </dl>
          <Shares />
        </section>
        {fixes < 2 ? (
          <p class="verdict verdict-poor">{text.tooFewFixes}</p>
        ) : lacking.length ? (
          <div class="verdict verdict-poor">
            <p>{text.lacking}</p>
            <ul>
              {lacking.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
        ) : (
          carried.value && <p class="verdict">{text.fulfilled}</p>
        )}
        {empty && (
          <SureButton sure={text.discardSure} onSure={() => void discard()}>
            {text.discard}
          </SureButton>
        )}
      </main>
      <footer class="actions actions-walk">
        {full.value && (
          <p class="problem" role="alert">
            {m.value.luck.cannotFinish}
          </p>
        )}
        <button type="button" class="button" onClick={() => void resume().catch(() => (full.value = true))}>
          <Icon name="play" /> {m.value.walk.resume}
        </button>
        <button type="button" class="button button-main" disabled={busy.value} onClick={end}>
          <Icon name="check" /> {text.save}
        </button>
      </footer>
    </div>
  )
}

/** What the rule asks beyond what the phone counted. */
function missing(patrol: Patrol): string[] {
  const walked = walk.value
  const [most] = walked?.shares() ?? []
  const rule = askedOf(patrol.kind, most?.code)
  if (!rule || !walked) return []
  const text = m.value.finish
  const seconds = rule.min_duration_s - elapsed_s(patrol, moment())
  const metres = rule.min_distance_m - walked.distance_m
  const best = most?.share ?? 0
  return [
    ...(seconds > 0 ? [text.minutes(Math.ceil(seconds / 60))] : []),
    ...(metres > 0 ? [text.metres(Math.ceil(metres))] : []),
    ...(best < rule.min_own_share ? [text.share(percent(rule.min_own_share))] : []),
  ]
}
