import { deleteDB, openDB } from 'idb'

const SCRATCH = 'patrol-field-turn'

/**
 * Makes the browser begin a fresh page of its journal, before anything is written. Chromium goes on behind the last
 * entry after a flat battery even where the battery died in the middle of that entry; at the start after the next it finds the
 * half entry, takes the journal for corrupt and drops the whole database. When a database is deleted it puts away the
 * journal as far as it can be read and begins a new one. Where this fails or means nothing, no harm is done.
 */
export async function turnPage(): Promise<void> {
  try {
    ;(await openDB(SCRATCH, 1)).close()
    await deleteDB(SCRATCH)
  } catch {
    // The records' own database says what is wrong when it is opened.
  }
}
