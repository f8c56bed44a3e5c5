import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { locale } from '../../shared/locale'
import { categoriesOf } from '../carried'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { Picture } from '../parts/picture'
import { SureButton } from '../parts/sure'
import { useStored } from '../parts/stored'
import { NotPicture } from '../photo/shrink'
import { standing, takePhoto, TooLarge } from '../photo/taking'
import { photosOf, putNote, removeNote, removePhoto } from '../store/patrols'
import type { Note, Patrol } from '../store/shapes'
import type { Category, Kind } from '../wire'

const LONGEST = 4000
const PAUSE_MS = 400

/** Opens a note at once as a draft on the phone: the camera may push this page out of memory. */
export async function openNote(patrol: Patrol): Promise<void> {
  const note = { id: crypto.randomUUID(), patrol: patrol.id, category: null, text: '', at: Date.now(), position: standing(), draft: true }
  await putNote(note)
}

/** Category, words and photos of one note; everything is kept as it is entered. */
export function NoteSheet({ note, kind }: { note: Note; kind: Kind }) {
  const text = m.value.note
  // What is on screen is the truth while it is open; the phone's database follows it.
  const written = useSignal(note)
  const problem = useSignal<string | null>(null)
  const later = useRef(0)

  useEffect(() => () => window.clearTimeout(later.current), [])

  async function write(amended: Partial<Note>, after_ms = 0): Promise<void> {
    written.value = { ...written.peek(), ...amended }
    window.clearTimeout(later.current)
    if (after_ms) return void (later.current = window.setTimeout(() => void write({}), after_ms))
    await putNote(written.peek()).catch(() => (problem.value = text.failed))
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
        <Categories kind={kind} chosen={written.value.category} onChoose={(category) => void write({ category })} />
        <label class="words">
          <span>{text.words}</span>
          <textarea rows={3} maxLength={LONGEST} defaultValue={note.text} placeholder={text.wordsHint} onInput={(event) => void write({ text: event.currentTarget.value }, PAUSE_MS)} />
        </label>
        <Photos note={note} />
        <SureButton sure={text.removeSure} onSure={() => void removeNote(note)}>
          {text.remove}
        </SureButton>
      </main>
      <footer class="actions">
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <button type="button" class="button button-main" onClick={save}>
          <Icon name="check" /> {text.save}
        </button>
      </footer>
    </div>
  )
}

function Categories({ kind, chosen, onChoose }: { kind: Kind; chosen: string | null; onChoose: (code: string) => void }) {
  const known = categoriesOf(kind)
  const other: Category = { kind, code: '其他', en: 'Other', group: '', group_en: '', problem: true }
  return (
    <div class="chips" role="radiogroup" aria-labelledby="category">
      {(known.length ? known : [other]).map((category) => (
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
    </div>
  )
}

function Photos({ note }: { note: Note }) {
  const text = m.value.note
  const busy = useSignal(false)
  const evidence = useSignal(false)
  const problem = useSignal<string | null>(null)
  const photos = useStored(async () => (await photosOf(note.patrol)).filter((photo) => photo.note === note.id), note.id) ?? []

  async function take(event: Event) {
    const input = event.currentTarget as HTMLInputElement
    const files = [...(input.files ?? [])]
    busy.value = true
    problem.value = null
    for (const file of files) {
      try {
        await takePhoto(note, file, evidence.value)
      } catch (failure) {
        problem.value = failure instanceof NotPicture ? text.notPicture : failure instanceof TooLarge ? text.tooLarge : text.failed
      }
    }
    busy.value = false
    input.value = ''
  }

  return (
    <section class="photos">
      <label class="button button-photo">
        <Icon name="camera" />
        {busy.value ? text.busy : photos.length ? text.more : text.photo}
        <input class="unseen" type="file" accept="image/*" capture="environment" disabled={busy.value} onChange={take} />
      </label>
      <label class="tick">
        <input type="checkbox" checked={evidence.value} onChange={() => (evidence.value = !evidence.value)} />
        {text.evidence}
      </label>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <ul class="thumbs">
        {photos.map((photo) => (
          <li key={photo.sha256}>
            <Picture photo={photo} />
            <button type="button" class="thumb-remove" aria-label={text.removePhoto} onClick={() => void removePhoto(photo)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
