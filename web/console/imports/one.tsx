import { useSignal } from '@preact/signals'
import { count } from '../../shared/figures'
import { show } from '../picture'
import { Choosing } from './choosing'
import { commit, discard, undo } from './data'
import { PreviewMap } from './map'
import { text } from './messages'
import { JudgedList } from './list'
import { isBusy, type Import, type Kind } from './wire'

/** One import: what it is read as at the left, what would come of it on the map and in the list. */
export function OneImport({ here, kinds }: { here: Import; kinds: readonly Kind[] }) {
  return (
    <div class="import-one">
      <div class="import-side">
        <Head here={here} title={kinds.find(({ name }) => name === here.kind)?.title ?? ''} />
        <Standing here={here} />
        {here.state !== 'committed' && here.state !== 'committing' && <Choosing here={here} kinds={kinds} />}
        {!!here.found?.notes?.length && <Notes notes={here.found.notes} />}
      </div>
      <div class="import-shown">
        <PreviewMap here={here} />
        {here.counts && <JudgedList here={here} />}
      </div>
    </div>
  )
}

function Head({ here, title }: { here: Import; title: string }) {
  return (
    <header class="import-head">
      <button type="button" class="link" onClick={() => show({ selected: null })}>
        ‹ {text.value.back}
      </button>
      <h2>{here.name}</h2>
      <p>
        {title} <span class={`import-state import-${here.state}`}>{text.value.state[here.state]}</span>
      </p>
    </header>
  )
}

/** Where it stands, and what can be done about it. */
function Standing({ here }: { here: Import }) {
  const say = text.value
  const failure = useSignal<string | null>(null)
  const undone = useSignal(false)

  function attempt(act: () => Promise<void>) {
    failure.value = null
    act().catch((error: Error) => (failure.value = error.message))
  }

  if (isBusy(here)) return <Progress here={here} />
  const counts = here.counts
  const something = !!counts && counts.new + counts.changed > 0
  return (
    <section class="import-standing">
      {here.problem && (
        <div class="note note-bad" role="alert">
          <strong>{say.problemTitle}</strong>
          <p>{here.problem.message}</p>
        </div>
      )}
      {here.changed_meanwhile && <p class="note note-warn">{say.meanwhile}</p>}
      {here.state === 'committed' && counts && (
        <p class="note import-in" role="status">
          {undone.value ? say.undone : say.done(count(counts.new), count(counts.changed))}
        </p>
      )}
      {here.state === 'previewed' && counts && !something && <p class="note note-warn">{say.nothing}</p>}
      <div class="import-acts">
        {here.state === 'previewed' && counts && something && (
          <button type="button" class="button button-main" onClick={() => attempt(() => commit(here.id))}>
            {say.commit}（{say.commitWhat(count(counts.new), count(counts.changed))}）
          </button>
        )}
        {here.state === 'committed' && here.change_set !== null && !undone.value && (
          <button
            type="button"
            class="button"
            onClick={() =>
              confirm(say.undoSure) &&
              attempt(async () => {
                await undo(here.change_set!)
                undone.value = true
              })
            }
          >
            {say.undo}
          </button>
        )}
        {here.state !== 'committed' && (
          <button type="button" class="button" onClick={() => confirm(say.discardSure) && attempt(() => discard(here.id))}>
            {say.discard}
          </button>
        )}
      </div>
      {failure.value && (
        <p class="note note-bad" role="alert">
          {failure.value}
        </p>
      )}
      {counts && (
        <p class="import-files">
          <a href={`/api/v1/imports/${here.id}/report.txt`} download>
            {say.report}
          </a>
          {counts.refused > 0 && (
            <a href={`/api/v1/imports/${here.id}/refused.gpkg`} download>
              {say.refusedFile}
            </a>
          )}
        </p>
      )}
    </section>
  )
}

function Progress({ here }: { here: Import }) {
  const say = text.value
  const known = here.total > 0
  return (
    <section class="import-standing import-progress" role="status">
      <strong>{say.step[here.step]}</strong>
      <progress max={known ? here.total : undefined} value={known ? here.done : undefined} aria-label={say.step[here.step]} />
      {known && <span>{say.progress(count(here.done), count(here.total))}</span>}
    </section>
  )
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <section class="import-notes">
      <h3>{text.value.notes}</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  )
}
