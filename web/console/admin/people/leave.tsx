import { useSignal } from '@preact/signals'
import { Asked } from '../../form/asked'
import { today } from '../../picture'
import { session } from '../../session'
import { Trouble } from '../../states'
import { PATROLLING } from './data'
import { Changing, Entering } from './leave_form'
import { t } from './leave_messages'
import { approve, daysOf, type Leave, leaves, standsIn, stateOf, withdraw } from './leaves'
import type { WholeOfficer } from './wire'

const CHIPS = { asked: 'chip-partial', running: 'chip-covered' } as Record<string, string>

/** The leave of an officer 请假、代巡: entered, approved or refused, taken back, given another substitute. */
export function Leaves({ here }: { here: WholeOfficer }) {
  const entering = useSignal(false)
  const rows = leaves.data.value?.filter(({ officer }) => officer === here.username) ?? []
  const walks = PATROLLING.includes(here.post)
  // Who walks nowhere owes nothing to be away from.
  if (!walks && rows.length === 0) return null
  return (
    <section class="admin-card" aria-label={t.value.title}>
      <h3>
        {t.value.title}
        {walks && here.active && !entering.value && (
          <button type="button" class="button" onClick={() => (entering.value = true)}>
            {t.value.enter}
          </button>
        )}
      </h3>
      {entering.value && <Entering here={here} onEnd={() => (entering.value = false)} />}
      {leaves.failure.value && <Trouble failure={leaves.failure.value} onRetry={leaves.reload} />}
      {rows.length === 0 && <p class="none">{t.value.none}</p>}
      <ul class="admin-rows">
        {rows.map((leave) => (
          <Row key={leave.id} leave={leave} here={here} />
        ))}
      </ul>
    </section>
  )
}

function Row({ leave, here }: { leave: Leave; here: WholeOfficer }) {
  const changing = useSignal(false)
  const state = stateOf(leave)
  return (
    <li data-leave={leave.id}>
      <span>{daysOf(leave)}</span>
      <span class={`chip ${CHIPS[state] ?? ''}`}>{t.value.states[state]}</span>
      <small>
        {leave.reason} · {standsIn(leave)}
      </small>
      {changing.value ? (
        <Changing leave={leave} onEnd={() => (changing.value = false)} />
      ) : (
        !leave.withdrawn_at && <Doing leave={leave} here={here} onChange={() => (changing.value = true)} />
      )}
    </li>
  )
}

/** What the reader may do with a leave: nobody approves their own, nor changes it once it is approved. */
function Doing({ leave, here, onChange }: { leave: Leave; here: WholeOfficer; onChange: () => void }) {
  const who = session.value
  const own = who.state === 'in' && who.me.officer.username === leave.officer
  const past = leave.from < today.value ? t.value.past : ''
  const back = own || leave.approved_at ? 'withdrawn' : 'refused'
  return (
    <span class="admin-does">
      {!leave.approved_at && !own && <Asked label={t.value.approve} main question={past || daysOf(leave)} does={() => approve(leave)} />}
      {here.active && !(own && leave.approved_at) && (
        <button type="button" class="button" onClick={onChange}>
          {t.value.change}
        </button>
      )}
      <Asked
        label={back === 'refused' ? t.value.refuse : t.value.withdraw}
        question={back === 'refused' ? daysOf(leave) : `${t.value.withdrawSure}${leave.approved_at ? past : ''}`}
        does={() => withdraw(leave, back)}
      />
    </span>
  )
}
