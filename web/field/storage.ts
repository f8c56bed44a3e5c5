import { signal } from '@preact/signals'

const LOW_BYTES = 60 * 1024 * 1024

/** Little room is left for records. */
export const low = signal(false)
/** Whether the browser promised not to clear the records when space gets short; null: it was not asked yet. */
export const persisted = signal<boolean | null>(null)
export const used = signal<{ used: number; quota: number } | null>(null)

/** Asks the browser to keep the records for good, and looks how much room there is. */
export async function secureStorage(): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined
  if (!storage) return
  persisted.value = (await storage.persisted()) || (await storage.persist())
  await measureStorage()
}

export async function measureStorage(): Promise<void> {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {}
  used.value = { used: usage, quota }
  low.value = quota > 0 && quota - usage < LOW_BYTES
}
