import { signal } from '@preact/signals'

/** A newer build lies ready on the phone. */
export const updateReady = signal(false)

let waiting: ServiceWorker | null = null

/** Puts the app on the phone, so that it opens without a network. */
export async function install(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' })
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    updateReady.value = true
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker)
    })
  })
}

/** Changes to the newer build; the page opens anew. */
export function applyUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take-over')
}
