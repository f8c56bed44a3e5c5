import { useSignal } from '@preact/signals'
import { all } from '../../shared/api'
import { load } from '../../shared/load'
import { WalkerIcon } from '../bar/icons'
import { Popover } from '../bar/popover'
import { about, kindShown } from '../data'
import { counted, narrowed, officer, PATROLLING, post } from '../map/asking'
import { mm } from '../map/messages'
import { m } from '../messages'
import { placeName, whenOut } from '../session'
import type { Post, Walker } from '../wire'

/** Everybody whose walks can be asked for on the days on screen. */
const walkers = load(
  () => about('coverage/walkers?', () => kindShown.value !== null)()?.replace(/&(officer|post|effective)=[^&]*/g, '') ?? null,
  (path, abort) => all<Walker>(path, abort),
)
whenOut(walkers.forget)

const MOST = 40

/** Whose patrols count, for the table and the map alike. */
export function WhoPicker() {
  const text = mm.value.who
  return (
    <Popover label={text.label} title={`${text.label}: ${said()}`} class="who" face={<Face />}>
      {() => <Choices />}
    </Popover>
  )
}

function Face() {
  return (
    <>
      <WalkerIcon />
      <span class="pick-main" data-narrowed={narrowed.value}>
        {said()}
      </span>
    </>
  )
}

/** The choice in words. */
export function said(): string {
  const text = mm.value.who
  const name = walkers.data.value?.find(({ username }) => username === officer.value)?.name ?? officer.value
  const parts = [name, post.value && m.value.posts[post.value], counted.value && text[counted.value]].filter(Boolean)
  return parts.join(' · ') || text.everybody
}

function Choices() {
  const text = mm.value.who
  const choices = ['', 'effective', 'other'] as const
  return (
    <div class="who-body">
      <OfficerChoice />
      <label class="asked-field">
        <span>{text.post}</span>
        <select value={post.value ?? ''} onChange={(event) => post.set((event.currentTarget.value || null) as Post | null)}>
          <option value="">{text.anyPost}</option>
          {PATROLLING.map((each) => (
            <option key={each} value={each}>
              {m.value.posts[each]}
            </option>
          ))}
        </select>
      </label>
      <label class="asked-field">
        <span>{text.counted}</span>
        <select value={counted.value ?? ''} onChange={(event) => counted.set((event.currentTarget.value || null) as 'effective' | 'other' | null)}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {text[each || 'all']}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{text.note}</p>
      {narrowed.value && (
        <button type="button" class="button" onClick={clear}>
          {text.clear}
        </button>
      )}
    </div>
  )
}

export function clear(): void {
  officer.set('')
  post.set(null)
  counted.set(null)
}

/** People by name, with a search once there are many. */
function OfficerChoice() {
  const text = mm.value.who
  const wanted = useSignal('')
  const every = walkers.data.value ?? []
  const held = every.filter((each) => each.username === officer.value || `${each.name} ${each.username} ${placeName(each.division)}`.includes(wanted.value))
  return (
    <fieldset class="field people">
      <legend>{text.officer}</legend>
      <input type="search" aria-label={text.officer} placeholder={text.officer} value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value.trim())} />
      <ul class="choices">
        <li>
          <button type="button" aria-pressed={officer.value === ''} onClick={() => officer.set('')}>
            <span>{text.anyOfficer}</span>
          </button>
        </li>
        {held.slice(0, MOST).map((each) => (
          <li key={each.username}>
            <button type="button" aria-pressed={officer.value === each.username} onClick={() => officer.set(each.username)}>
              <span>{each.name}</span>
              <small>
                {m.value.posts[each.post]} · {placeName(each.division)}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
