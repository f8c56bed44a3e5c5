import { signal } from '@preact/signals'

/** The phone's time, told every second while somebody looks. */
export const now = signal(Date.now())

window.setInterval(() => {
  if (document.visibilityState === 'visible') now.value = Date.now()
}, 1000)
document.addEventListener('visibilitychange', () => (now.value = Date.now()))
