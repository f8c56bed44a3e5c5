import { drain } from './queue'

interface Syncing {
  sync?: { register: (name: string) => Promise<void> }
}

/** A bonus where the browser has it: it wakes the app once there is a network, even one that was put aside. */
export function listenForWaking(): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data === 'drain') void drain(true)
  })
}

/** Asks the browser to wake the app when there is a network. */
export async function askToBeWoken(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration('/field/')) as (ServiceWorkerRegistration & Syncing) | undefined
  // Most browsers have no background sync, and those that have may forbid it: timer and events do without.
  await registration?.sync?.register('queue').catch(() => undefined)
}
