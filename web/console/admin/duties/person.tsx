import { count } from '../../../shared/figures'
import { PersonPicker } from '../../form/person'
import { m } from '../../messages'
import { query } from '../../table/listing'
import { chosen, mine, who } from './data'
import { t } from './messages'

const OFFERED = 30

/** Who is to answer: found by name, or chosen already. */
export function Person() {
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
  return (
    <section class="duties-person">
      <PersonPicker label={t.value.who} from={`officers?${query({ active: 'true', sort: 'name', limit: OFFERED })}`} value="" onChoose={(username) => who.set(username, { quietly: true })} />
    </section>
  )
}
