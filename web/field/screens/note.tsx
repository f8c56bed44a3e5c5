import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { locale } from '../../shared/locale'
import { categoriesOf } from '../carried'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { SureButton } from '../parts/sure'
import { standing } from '../photo/taking'
import { putNote, removeNote } from '../store/patrols'
import type { Note, Patrol } from '../store/shapes'
import { moment } from '../walk/recorder'
import type { Kind } from '../wire'
import { Camera, Photos, useCamera } from './camera'

const LONGEST = 4000
const PAUSE_MS = 400
/** All well, and the six that are met most. */
const FIRST = 7

/** Opens a note at once as a draft on the phone: the camera may push this page out of memory. */
export async function openNote(patrol: Patrol): Promise<void> {
  const note = { id: crypto.randomUUID(), patrol: patrol.id, category: null, text: '', at: moment(), position: standing(), draft: true }
  await putNote(note)
}

/** Category, words and photos of one note; everything is kept as it is entered. */
export function NoteSheet({ note, kind }: { note: Note; kind: Kind }) {
  const text = m.value.note
  // What is on screen is the truth while it is open; the phone's database follows it.
  const written = useSignal(note)
  const problem = useSignal<string | null>(null)
  const later = useRef(0)
  const camera = useCamera(note)

  useEffect(() => () => window.clearTimeout(later.current), [])

  async function write(amended: Partial<Note>, after_ms = 0): Promise<void> {
    written.value = { ...written.peek(), ...amended }
    window.clearTimeout(later.current)
    if (after_ms) return void (later.current = window.setTimeout(() => void write({}), after_ms))
    await putNote(written.peek()).catch(() => (problem.value = m.value.luck.noteFull))
  }

  function choose(category: string) {
    problem.value = null
    void write({ category })
  }

  function save() {
    if (!written.value.category) return void (problem.value = text.needCategory)
    void write({ draft: false })
  }

  return (
    <div class="note">
      <header class="strip strip-note">
        <h1>{text.title}</h1>
        <span>{note.position ? text.placed(note.position.accuracy_m) : text.unplaced}</span>
      </header>
      <main class="page">
        <h2 id="category">{text.category}</h2>
        <Categories kind={kind} chosen={written.value.category} onChoose={choose} />
        <label class="words">
          <span>{text.words}</span>
          <textarea rows={3} maxLength={LONGEST} defaultValue={note.text} placeholder={text.wordsHint} onInput={(event) => void write({ text: event.currentTarget.value }, PAUSE_MS)} />
        </label>
        <Photos note={note} camera={camera} />
        <SureButton sure={text.removeSure} onSure={() => void removeNote(note)}>
          {text.remove}
        </SureButton>
      </main>
      <footer class="actions actions-note">
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <Camera note={note} camera={camera} />
        <button type="button" class="button button-main" onClick={save}>
          <Icon name="check" /> {text.save}
        </button>
      </footer>
    </div>
  )
}

function Categories({ kind, chosen, onChoose }: { kind: Kind; chosen: string | null; onChoose: (code: string) => void }) {
  const all = useSignal(false)
  const list = categoriesOf(kind)
  const hidden = list.length - FIRST
  const open = all.value || hidden < 2 || list.findIndex(({ code }) => code === chosen) >= FIRST
  return (
    <div class="chips" role="radiogroup" aria-labelledby="category">
      {(open ? list : list.slice(0, FIRST)).map((category) => (
        <button
          key={category.code}
          type="button"
          role="radio"
          class={category.problem ? 'chip' : 'chip chip-fine'}
          aria-checked={chosen === category.code}
          onClick={() => onChoose(category.code)}
        >
          {locale.value === 'en' ? category.en : category.code}
        </button>
      ))}
      {!open && (
        <button type="button" class="chip chip-more" onClick={() => (all.value = true)}>
          {m.value.note.moreCategories(hidden)}
        </button>
      )}
    </div>
  )
}

