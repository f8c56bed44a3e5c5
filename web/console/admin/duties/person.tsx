import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { count } from '../../../shared/figures'
import { SearchIcon } from '../../bar/icons'
import { m } from '../../messages'
import { chosen, mine, people, wanted, who } from './data'
import { t } from './messages'

const PAUSE_MS = 250

/** Who is to answer: found by name, or chosen already. */
export function Person() {
  const pause = useRef(0)
  const written = useSignal(wanted.value)
  const person = chosen.value
  if (person) {
    return (
      <section class="duties-person">
        <h3>{t.value.who}</h3>
        <p>
          <strong>{person.name}</strong>
          <small>
            {m.value.posts[person.post]} · {person.division_name ?? person.division} · {t.value.has(count(mine.value.size))}
          </small>
          <button type="button" class="link" onClick={() => who.set('', { quietly: true })}>
            {t.value.another}
          </button>
        </p>
      </section>
    )
  }
  const found = people.data.value?.items ?? []

  function write(words: string) {
    written.value = words
    clearTimeout(pause.current)
    pause.current = window.setTimeout(() => (wanted.value = words.trim()), PAUSE_MS)
  }

  return (
    <section class="duties-person">
      <h3>{t.value.who}</h3>
      <div class="search">
        <SearchIcon />
        <input type="search" placeholder={t.value.search} aria-label={t.value.search} maxLength={64} value={written.value} onInput={(event) => write(event.currentTarget.value)} />
      </div>
      {people.data.value && found.length === 0 && <p class="none">{t.value.nobody}</p>}
      <ul class="duties-people" aria-label={t.value.who} tabIndex={0}>
        {found.map((each) => (
          <li key={each.username}>
            <button type="button" onClick={() => who.set(each.username, { quietly: true })}>
              <span>{each.name}</span>
              <small>
                {m.value.posts[each.post]} · {each.division_name ?? each.division}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
