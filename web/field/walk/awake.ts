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
  // A low battery may forbid it; the recording goes on while the screen is on.
  const lock = await navigator.wakeLock.request('screen').catch(() => null)
  // Meanwhile the patrol may have ended, or another call may have been first.
  if (!wanted || held) return void lock?.release()
  held = lock
  lock?.addEventListener('release', () => {
    if (held === lock) held = null
  })
}

document.addEventListener('visibilitychange', () => void take())
