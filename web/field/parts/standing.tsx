import { reached } from '../client'
import { m } from '../messages'
import { isWaiting } from '../queue/queue'
import { stepsWaiting } from '../queue/steps'
import { officer } from '../session'
import { patrolsOf } from '../store/patrols'
import { useStored } from './stored'

/** Whether the server is in reach just now. */
export const isOffline = (): boolean => !navigator.onLine || reached.value === false

/** In the head of every page: whether there is a network, and how much still waits for it. */
export function Standing() {
  const username = officer.value?.username ?? ''
  const waiting = useStored(async () => (await patrolsOf(username)).filter(isWaiting).length, username) ?? 0
  const text = m.value.home
  const all = waiting + stepsWaiting(username)
  const reach = isOffline() ? 'offline' : reached.value ? 'online' : 'unknown'
  return (
    <div class={`standing standing-${reach}`} role="status">
      <span class="dot" aria-hidden="true" />
      {text[reach]}
      {all > 0 && <strong>{text.waiting(all)}</strong>}
    </div>
  )
}
