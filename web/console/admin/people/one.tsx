import { useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { Done } from '../../form/done'
import { useSending } from '../../form/sending'
import { m } from '../../messages'
import { selected, show, today } from '../../picture'
import { Trouble, Waiting } from '../../states'
import { moment } from '../../../shared/zone'
import { Head } from '../head'
import { change, done, end, goOn, moved, officer, type Said, undoLeaving } from './data'
import { Duties } from './duties'
import { Facts } from './facts'
import { Leaves } from './leave'
import { t as leave } from './leave_messages'
import { type Left, t } from './messages'
import { SigningIn } from './signing_in'
import type { WholeOfficer } from './wire'

/** One officer: what is said of them, their sign-in and devices, what they answer for. */
export function OneOfficer() {
  const here = officer.data.value
  if (officer.failure.value && here?.username !== selected.value) return <Trouble failure={officer.failure.value} onRetry={officer.reload} />
  if (!here || here.username !== selected.value) return <Waiting />
  return (
    <div class="board">
      <Head
        title={here.name}
        back={t.value.back}
        onBack={() => {
          done.value = null
          show({ selected: null })
        }}
      >
        <span class="hint">
          {m.value.posts[here.post]} · {here.division_name ?? here.division} · {here.last_seen_at ? t.value.lastSeen(moment(here.last_seen_at)) : t.value.never}
        </span>
        <span class={`chip ${here.active ? 'chip-covered' : 'chip-unvisited'}`}>{t.value.states[here.active ? 'true' : 'false']}</span>
        {here.away_until && <span class="chip chip-partial">{leave.value.away(here.away_until)}</span>}
      </Head>
      <Done of={done} />
      {moved.value === here.username && <Kept here={here} />}
      <div class="admin-columns">
        <Said key={JSON.stringify([here.name, here.post, here.division, here.phone, here.office_title, here.office_phone])} here={here} />
        <div>
          <SigningIn here={here} />
          <Duties here={here} />
          <Leaves key={here.username} here={here} />
        </div>
      </div>
    </div>
  )
}

function Said({ here }: { here: WholeOfficer }) {
  const { name, post, division, phone, office_title, office_phone } = here
  const said = useSignal<Said>({ name, post, division, phone, office_title, office_phone })
  const changed = Object.fromEntries(Object.entries(said.value).filter(([field, value]) => value !== here[field as keyof Said])) as Partial<Said>

  const { errors, refusal, onSubmit } = useSending(async () => {
    const before = await change(here, changed)
    done.value = { said: t.peek().saved, undo: () => change(here, before) }
    moved.value = 'post' in changed || 'division' in changed ? here.username : null
  })

  return (
    <form class="admin-card admin-form" aria-label={t.value.facts} onSubmit={onSubmit}>
      <h3>{t.value.facts}</h3>
      <p class="hint">
        {t.value.username} {here.username}
      </p>
      <Facts said={said} errors={errors} />
      {refusal}
      <div class="admin-acts">
        <button type="submit" class="button button-main" disabled={Object.keys(changed).length === 0}>
          {t.value.save}
        </button>
        <Standing here={here} />
      </div>
    </form>
  )
}

/** Whoever has another post or place keeps what they answer for, unless it is ended here: what runs now, without an end. */
function Kept({ here }: { here: WholeOfficer }) {
  const ids = here.assignments.filter(({ valid_from, valid_to }) => valid_to === null && valid_from <= today.value).map(({ id }) => id)
  if (ids.length === 0) return null
  const amount = count(ids.length)

  async function stop() {
    await end(here.username, ids, today.peek())
    moved.value = null
    done.value = { said: t.peek().ended(amount), undo: () => goOn(here.username, ids) }
  }

  return (
    <section class="note note-info" aria-label={t.value.duties}>
      {t.value.keeps(amount)}{' '}
      <Asked label={t.value.endKept} question={t.value.endSure(amount, today.value)} does={stop} />{' '}
      <button type="button" class="button" onClick={() => (moved.value = null)}>
        {t.value.keep}
      </button>
    </section>
  )
}

/** Who no longer works here is made inactive, which ends their duties, and may come back, which gives them none. */
function Standing({ here }: { here: WholeOfficer }) {
  const going = here.assignments.filter(({ valid_to }) => valid_to === null || valid_to > today.value)
  const running = going.filter(({ valid_from }) => valid_from <= today.value).length
  const left: Left = { running, toCome: going.length - running, openIssues: here.open_issues, standsIn: here.stands_in }

  async function stop() {
    await change(here, { active: false })
    done.value = { said: t.peek().stopped(left), undo: () => undoLeaving(here.username) }
  }

  async function resume() {
    await change(here, { active: true })
    done.value = { said: t.peek().resumed, undo: () => change(here, { active: false }) }
  }

  if (!here.active) {
    return (
      <button type="button" class="button" onClick={() => void resume()}>
        {t.value.resume}
      </button>
    )
  }
  return <Asked label={t.value.stop} question={t.value.stopSure(count(here.devices.length), left)} does={stop} />
}
