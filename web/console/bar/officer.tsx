import { useSignal } from '@preact/signals'
import { m } from '../messages'
import { signOut, type Me } from '../session'
import { LanguageSwitch } from './language'
import { Popover } from './popover'

/** Who is signed in, and the way out. */
export function OfficerMenu({ me }: { me: Me }) {
  const failed = useSignal(false)
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
