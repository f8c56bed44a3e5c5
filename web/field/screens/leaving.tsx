import { useSignal } from '@preact/signals'
import { m } from '../messages'
import { isOffline } from '../parts/standing'

/** Signing out: first what it means, then a button of its own that does it. `unsent`: how much is not verified yet. */
export function Leaving({ unsent, onLeave }: { unsent: number; onLeave: () => void }) {
  const asked = useSignal(false)
  const text = m.value.me
  if (!asked.value) {
    return (
      <button type="button" class="button button-quiet" onClick={() => (asked.value = true)}>
        {text.signOut}
      </button>
    )
  }
  return (
    <section class="sheet leaving" role="alertdialog" aria-labelledby="leaving" aria-describedby="leaving-means">
      <h2 id="leaving">{text.signOutSure}</h2>
      <div id="leaving-means">
        {unsent > 0 && <p>{text.signOutUnsent(unsent)}</p>}
        <p class={isOffline() ? 'problem' : ''}>{isOffline() ? text.signOutOffline : text.signOutNetwork}</p>
      </div>
      <button type="button" class="button" onClick={() => (asked.value = false)}>
        {m.value.cancel}
      </button>
      <button type="button" class="button button-danger" onClick={onLeave}>
        {text.signOutNow}
      </button>
    </section>
  )
}
