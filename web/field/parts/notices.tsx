import type { ComponentChildren } from 'preact'
import { acknowledgeGone, carried } from '../carried'
import { skew } from '../client'
import { moment, span } from '../figures'
import { triedToLeave } from '../guard'
import { m } from '../messages'
import { acknowledgeRestored, restored } from '../queue/restored'
import { acknowledgeEmptied, emptied, session } from '../session'
import { low } from '../storage'
import { applyUpdate, updateReady } from '../updating'
import { ahead, here, reception, waitingSince } from '../walk/position'
import { current, elsewhere, setBack, unsaved } from '../walk/recorder'
import { Icon } from './icons'
import { now } from './ticker'
import { wantsSignIn } from './wishes'

const CLOCK_OFF_MS = 2 * 60_000
const WEAK_MS = 60_000
const LOST_MS = 10 * 60_000

/** What is wrong on this phone just now, each in a plain sentence with what to do. */
export function Notices() {
  const { notice: text, luck } = m.value
  return (
    <div class="notices" aria-live="polite">
      {triedToLeave.value && current.value && <Notice>{current.value.phase === 'recording' ? text.backGuard : text.backGuardPaused}</Notice>}
      {unsaved.value > 0 && <Notice bad>{text.full}</Notice>}
      {!window.isSecureContext && <Notice bad>{text.insecure}</Notice>}
      {emptied.value && (
        <Notice bad action={<NoticeButton onClick={() => void acknowledgeEmptied()}>{luck.understood}</NoticeButton>}>
          {luck.emptied(emptied.value.outing && moment(emptied.value.outing))}
        </Notice>
      )}
      {elsewhere.value && <Notice bad>{text.elsewhere}</Notice>}
      {current.value?.phase === 'recording' && <PositionNotice />}
      {session.value?.expired && (
        <Notice action={!wantsSignIn.value && <NoticeButton onClick={() => (wantsSignIn.value = true)}>{m.value.signIn.again}</NoticeButton>}>{text.expired}</Notice>
      )}
      {Math.abs(skew.value ?? 0) > CLOCK_OFF_MS && <Notice>{text.clock(span(skew.value!), skew.value! < 0)}</Notice>}
      {ahead.value !== 0 && skew.value === null && <Notice>{text.receiverClock(span(ahead.value), ahead.value > 0)}</Notice>}
      {current.value && setBack.value > CLOCK_OFF_MS && <Notice>{text.setBack(span(setBack.value))}</Notice>}
      {!!carried.value?.gone?.length && !current.value && (
        <Notice action={<NoticeButton onClick={() => void acknowledgeGone()}>{luck.understood}</NoticeButton>}>
          {luck.gone(carried.value.gone.map(({ code, name }) => name ?? code).join('、'))}
        </Notice>
      )}
      {restored.value && !current.value && (
        <Notice action={<NoticeButton onClick={() => void acknowledgeRestored()}>{luck.understood}</NoticeButton>}>
          {luck.restored(restored.value.again, restored.value.lost)}
        </Notice>
      )}
      {low.value && <Notice>{text.low}</Notice>}
      {updateReady.value && !current.value && (
        <Notice action={<NoticeButton onClick={applyUpdate}>{text.updateNow}</NoticeButton>}>{text.update}</Notice>
      )}
    </div>
  )
}

function PositionNotice() {
  const text = m.value.notice
  if (reception.value === 'denied') return <Notice bad>{text.denied}</Notice>
  if (reception.value === 'none') return <Notice bad>{text.none}</Notice>
  const silent = now.value - Math.max(here.value?.at ?? 0, waitingSince.value)
  if (silent > LOST_MS) return <Notice bad>{text.lost(Math.floor(silent / 60_000))}</Notice>
  return silent > WEAK_MS ? <Notice>{text.weak}</Notice> : null
}

function NoticeButton({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="notice-button" onClick={onClick}>
      {children}
    </button>
  )
}

function Notice({ bad = false, action, children }: { bad?: boolean; action?: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class={bad ? 'notice notice-bad' : 'notice'} role={bad ? 'alert' : 'status'}>
      <Icon name="warning" />
      <p>{children}</p>
      {action}
    </div>
  )
}
