import { useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { moment } from '../../../shared/zone'
import { done, newPassword, signOut } from './data'
import { t } from './messages'
import { ToldOnce } from './password'
import type { Password, WholeOfficer } from './wire'

/** How an officer signs in: the password given anew, failed tries, devices signed out. */
export function SigningIn({ here }: { here: WholeOfficer }) {
  const told = useSignal<Password | null>(null)

  async function leave(device: number | null) {
    await signOut(here.username, device)
    done.value = { said: t.peek().signedOut }
  }

  return (
    <section class="admin-card" aria-label={t.value.sign}>
      <h3>{t.value.sign}</h3>
      {here.tries > 0 && <p class="note note-warn">{t.value.tries(count(here.tries))}</p>}
      {told.value?.username === here.username && <ToldOnce told={told.value} name={here.name} />}
      <h4>{t.value.devices}</h4>
      {here.devices.length === 0 && <p class="none">{t.value.noDevices}</p>}
      <ul class="admin-rows">
        {here.devices.map(({ id, device, last_used_at, created_at }) => (
          <li key={id}>
            <span>{device || '–'}</span>
            <small>{t.value.lastUsed(moment(last_used_at ?? created_at))}</small>
            <Asked label={t.value.signOutOne} question={t.value.signOutSure} does={() => leave(id)} />
          </li>
        ))}
      </ul>
      <div class="admin-acts">
        <Asked
          label={t.value.reset}
          question={t.value.resetSure(count(here.devices.length))}
          does={async () => {
            told.value = await newPassword(here.username)
          }}
        />
        {here.devices.length > 1 && <Asked label={t.value.signOutAll} question={t.value.signOutAllSure(count(here.devices.length))} does={() => leave(null)} />}
      </div>
    </section>
  )
}
