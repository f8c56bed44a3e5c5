import { useSignal } from '@preact/signals'
import { Field } from '../../form/field'
import { useSending } from '../../form/sending'
import { addressOf, show } from '../../picture'
import { home } from '../../session'
import { Head } from '../head'
import { ownOf } from '../parts'
import { add, doing, type Said } from './data'
import { Facts } from './facts'
import { t } from './messages'
import { ToldOnce } from './password'
import type { Password } from './wire'

/** A form for one new officer; the password it answers is shown this once. */
export function NewOfficer() {
  const username = useSignal('')
  const said = useSignal<Said>({ name: '', post: '', division: home.value?.code ?? '', phone: null, office_title: null, office_phone: null })
  const told = useSignal<Password | null>(null)
  const { busy, errors, refusal, onSubmit } = useSending(async () => {
    told.value = await add(username.peek().trim(), said.peek())
  })

  const there = { selected: told.value?.username ?? null, own: ownOf('people') }
  return (
    <div class="board">
      <Head title={t.value.add} back={t.value.back} onBack={() => doing.set(null)} />
      {told.value ? (
        <section class="admin-card">
          <p class="note note-good" role="status">
            {t.value.added(said.value.name)}
          </p>
          <ToldOnce told={told.value} name={said.value.name} />
          <a
            class="button"
            href={addressOf(there)}
            onClick={(event) => {
              event.preventDefault()
              show(there)
            }}
          >
            {said.value.name}
          </a>
        </section>
      ) : (
        <form class="admin-card admin-form" onSubmit={onSubmit}>
          <Field label={t.value.username} required hint={t.value.usernameHint} error={errors.username}>
            {(id) => <input id={id} required maxLength={64} autocomplete="off" autocapitalize="none" value={username.value} onInput={(event) => (username.value = event.currentTarget.value)} />}
          </Field>
          <Facts said={said} errors={errors} />
          {refusal}
          <button type="submit" class="button button-main" disabled={busy}>
            {t.value.create}
          </button>
        </form>
      )}
    </div>
  )
}
