import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { addDays } from '../../shared/days'
import { carried } from '../carried'
import { shortDay } from '../figures'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Picture } from '../parts/picture'
import { StateMark } from '../parts/state'
import { useStored } from '../parts/stored'
import { standing } from '../photo/taking'
import { drain, sending, trouble } from '../queue/queue'
import { amend, asks, drafts, keyOf, release, say, turnTo, type StepDraft } from '../queue/steps'
import { session } from '../session'
import { photosOf } from '../store/patrols'
import { here } from '../walk/position'
import type { WholeIssue } from '../wire'
import { Camera, Photos, useCamera } from './camera'

/** What is done on the spot; what else the server allows is done at a desk. */
const OFFERED = ['rectify', 'submit', 'ask_extension', 'recheck'] as const
type Action = (typeof OFFERED)[number]
const LONGEST = 4000
const PAUSE_MS = 400

/** The steps that this officer may take now, one of which is written here and sent when there is a network. */
export function Steps({ issue }: { issue: WholeIssue }) {
  const text = m.value.cases
  const draft = drafts.value[keyOf(issue.number)]
  const actions = OFFERED.filter((action) => issue.actions.includes(action))
  if (draft?.waiting) return <Waiting draft={draft} />
  if (!actions.length && !draft?.refusal) return null
  const chosen = actions.find((action) => action === draft?.action)
  return (
    <section class="sheet">
      <h2 id="steps">{text.steps}</h2>
      {draft?.refusal && (
        <p class="problem" role="alert">
          {text.refused(draft.refusal)}
        </p>
      )}
      <div class="chips" role="radiogroup" aria-labelledby="steps">
        {actions.map((action) => (
          <button key={action} type="button" role="radio" class="chip" aria-checked={chosen === action} onClick={() => void turnTo(issue.number, action)}>
            {text.actions[action]}
          </button>
        ))}
      </div>
      {chosen && <StepForm key={chosen} issue={issue} action={chosen} draft={draft!} />}
    </section>
  )
}

/** What a step must show; everything is kept as it is entered. */
function StepForm({ issue, action, draft }: { issue: WholeIssue; action: Action; draft: StepDraft }) {
  const text = m.value.cases
  const problem = useSignal<string | null>(null)
  const later = useRef(0)
  const words = useRef(draft.opinion)
  const key = keyOf(issue.number)
  const camera = useCamera({ id: key, patrol: key })
  const count = useStored(() => photosOf(key), key)?.length ?? 0
  const asked = asks(action)

  useEffect(() => void (problem.value = null), [count, draft.due_on])

  const full = () => void (problem.value = m.value.luck.noteFull)

  function wrote(opinion: string) {
    words.current = opinion
    problem.value = null
    window.clearTimeout(later.current)
    later.current = window.setTimeout(() => void say(issue.number, action, opinion).catch(full), PAUSE_MS)
  }

  async function send() {
    window.clearTimeout(later.current)
    await say(issue.number, action, words.current.trim())
    problem.value = lacking(action, drafts.peek()[key]!, count, earliestOf(issue))
    if (problem.value) return
    await release(issue.number, action === 'recheck' ? standing() : null)
    await drain(true)
  }

  return (
    <>
      {asked.opinion && action !== 'rectify' && (
        <label class="words">
          <span>{text.words[action]}</span>
          <textarea rows={3} maxLength={LONGEST} defaultValue={draft.opinion} onInput={(event) => wrote(event.currentTarget.value)} />
        </label>
      )}
      {asked.due_on && <Until issue={issue} draft={draft} />}
      {action === 'recheck' && <p role="status">{here.value ? m.value.note.placed(Math.round(here.value.acc)) : text.noPosition}</p>}
      {asked.photos && (
        <>
          <Camera note={{ id: key, patrol: key }} camera={camera} />
          <Photos note={{ id: key, patrol: key }} camera={camera} />
        </>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="small">{text.kept}</p>
      <button type="button" class="button button-main" disabled={camera.busy.value} onClick={() => void send().catch(full)}>
        <Icon name="send" /> {text.send(text.actions[action])}
      </button>
    </>
  )
}

/** The first day that an extension may be asked for. */
const earliestOf = (issue: WholeIssue): string => addDays(issue.rectify_by ?? carried.peek()!.sync.today, 1)

function Until({ issue, draft }: { issue: WholeIssue; draft: StepDraft }) {
  return (
    <label class="words">
      <span>{m.value.cases.until}</span>
      <input type="date" name="due_on" min={earliestOf(issue)} value={draft.due_on} onInput={(event) => void amend(issue.number, { due_on: event.currentTarget.value })} />
    </label>
  )
}

/** What is still missing, in words; null when it can be sent. */
function lacking(action: Action, draft: StepDraft, photos: number, earliest: string): string | null {
  const text = m.value.cases
  if ((action === 'submit' || action === 'ask_extension') && !draft.opinion) return text.needWords
  if (action === 'submit' && !photos) return text.needPhoto
  if (action === 'ask_extension' && !draft.due_on) return text.needDay
  if (action === 'ask_extension' && draft.due_on < earliest) return text.needLaterDay(shortDay(earliest))
  return action === 'recheck' && !standing() ? text.needPosition : null
}

/** Written, and not yet at the server. */
function Waiting({ draft }: { draft: StepDraft }) {
  const text = m.value.cases
  const key = keyOf(draft.number)
  const photos = useStored(() => photosOf(key), key) ?? []
  const asked = asks(draft.action)
  const why = trouble.value
  return (
    <section class="sheet">
      <h2>{text.steps}</h2>
      <p class="marks">
        <span class="mark">{text.actions[draft.action as Action]}</span>
        <StateMark delivered="saved" />
      </p>
      {asked.opinion && draft.opinion && <p>{draft.opinion}</p>}
      {asked.photos && photos.length > 0 && (
        <ul class="thumbs">
          {photos.map((photo) => (
            <li key={photo.sha256}>
              <Picture photo={photo} />
            </li>
          ))}
        </ul>
      )}
      <p role="status">{session.value?.expired ? m.value.past.signInFirst : why && why !== 'unreached' ? m.value.past.notTaken(why.said) : text.waits}</p>
      <button type="button" class="button button-main" disabled={sending.value} onClick={() => void drain(true)}>
        <Icon name="send" /> {sending.value ? m.value.records.sending : m.value.records.sendNow}
      </button>
      <button type="button" class="button button-quiet" disabled={sending.value} onClick={() => void amend(draft.number, { waiting: false })}>
        {text.rewrite}
      </button>
    </section>
  )
}
