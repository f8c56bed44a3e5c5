import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Past } from '../outings'
import type { Pack } from '../pack/shapes'
import type { Cases } from '../cases'
import type { Restored } from '../queue/restored'
import type { StepDraft } from '../queue/steps'
import type { Carried, Emptied, Entry, Note, Patrol, Photo, Session } from './shapes'
import { turnPage } from './turning'

interface Field extends DBSchema {
  kept: { key: string; value: Session | Emptied | Carried | Past | Restored | Cases | Record<string, StepDraft> | string[] | string | number | null }
  patrols: { key: string; value: Patrol }
  fixes: { key: [string, number]; value: Entry }
  notes: { key: string; value: Note; indexes: { patrol: string } }
  photos: { key: [string, string]; value: Photo; indexes: { patrol: string } }
  packs: { key: string; value: Pack }
  chunks: { key: [string, number]; value: ArrayBuffer }
}

const NAME = 'patrol-field'
const VERSION = 2

let opened: Promise<IDBPDatabase<Field>> | null = null

/** The phone's own database; opened once, and again after the browser closed it. */
export function db(): Promise<IDBPDatabase<Field>> {
  opened ??= turnPage().then(open).catch((failure: unknown) => {
    opened = null
    throw failure
  })
  return opened
}

function open(): Promise<IDBPDatabase<Field>> {
  return openDB<Field>(NAME, VERSION, {
    upgrade(made, from) {
      if (from < 2) {
        made.createObjectStore('packs', { keyPath: 'key' })
        made.createObjectStore('chunks')
      }
      if (from >= 1) return
      made.createObjectStore('kept')
      made.createObjectStore('patrols', { keyPath: 'id' })
      made.createObjectStore('fixes', { keyPath: ['patrol', 'n'] })
      made.createObjectStore('notes', { keyPath: 'id' }).createIndex('patrol', 'patrol')
      made.createObjectStore('photos', { keyPath: ['patrol', 'sha256'] }).createIndex('patrol', 'patrol')
    },
    blocking: () => void forget(),
    terminated: () => void (opened = null),
  })
}

async function forget(): Promise<void> {
  const old = opened
  opened = null
  ;(await old)?.close()
}

/** For records that must be there after the battery dies the next moment. */
export const SAFELY = { durability: 'strict' } as const
