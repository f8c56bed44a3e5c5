/** Keeps the screen on while recording: a locked phone stops giving positions to pages. */
let wanted = false
let held: WakeLockSentinel | null = null

export function stayAwake(): void {
  wanted = true
  void take()
}

export function maySleep(): void {
  wanted = false
  void held?.release()
  held = null
}

async function take(): Promise<void> {
  if (!wanted || held || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
  try {
    held = await navigator.wakeLock.request('screen')
    held.addEventListener('release', () => void (held = null))
  } catch {
    // A low battery may forbid it; the recording goes on while the screen is on.
    held = null
  }
}

document.addEventListener('visibilitychange', () => void take())
