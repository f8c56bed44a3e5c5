import { useSignal } from '@preact/signals'
import { lazily } from '../lazily'
import { m } from '../messages'
import { signOut, type Me } from '../session'
import type { Post } from '../wire'
import { LanguageSwitch } from './language'
import { Popover } from './popover'

const Screens = lazily(() => import('../screens/screens').then(({ Screens }) => Screens))

/** Who puts up public screens; the server says no to all others. */
const OPENS_SCREENS: readonly Post[] = ['supervisor', 'office', 'admin']

const OwnPassword = lazily(() => import('../own/password').then(({ OwnPassword: Form }) => Form))

/** Who is signed in, their password, the public screens they put up, and the way out. */
export function OfficerMenu({ me }: { me: Me }) {
  const failed = useSignal(false)
  const changing = useSignal(false)
  const text = m.value.officer
  const leave = () => signOut().catch(() => (failed.value = true))
  return (
    <Popover
      label={text.menu}
      title={`${text.menu}: ${me.officer.name}`}
      class="officer"
      face={
        <>
          <span class="avatar" aria-hidden="true">
            {me.officer.name.slice(0, 1)}
          </span>
          <span class="pick-main">{me.officer.name}</span>
        </>
      }
    >
      {() => (
        <div class="officer-body">
          <strong>{me.officer.name}</strong>
          <span>
            {m.value.posts[me.officer.post]} · {me.officer.division.name}
          </span>
          <small>{text.version(me.version)}</small>
          <div class="officer-language">
            <LanguageSwitch />
          </div>
          {OPENS_SCREENS.includes(me.officer.post) && <Screens />}
          {changing.value ? (
            <OwnPassword />
          ) : (
            <button class="link" type="button" onClick={() => (changing.value = true)}>
              {text.password}
            </button>
          )}
          <button class="button" type="button" onClick={leave}>
            {text.signOut}
          </button>
          {failed.value && (
            <p class="note note-bad" role="alert">
              {text.signOutFailed}
            </p>
          )}
        </div>
      )}
    </Popover>
  )
}
