import { effect, signal } from '@preact/signals'
import { current } from './walk/recorder'

const SHOWN_MS = 6000

/** Somebody pressed the phone's back button during a patrol, just now. */
export const triedToLeave = signal(false)

let timer = 0

/** While a patrol is recorded, the phone's back button leads nowhere: an app left by mistake records nothing. */
export function guardBack(): void {
  effect(() => {
    if (current.value && !isGuard()) history.pushState({ guard: true }, '')
  })
  window.addEventListener('popstate', () => {
    if (!current.peek()) return
    if (!isGuard()) history.pushState({ guard: true }, '')
    triedToLeave.value = true
    window.clearTimeout(timer)
    timer = window.setTimeout(() => (triedToLeave.value = false), SHOWN_MS)
  })
}

const isGuard = (): boolean => (history.state as { guard?: boolean } | null)?.guard === true
