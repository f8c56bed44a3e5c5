import { computed, signal } from '@preact/signals'
import { ask, body, Refused } from '../client'
import { expire, session } from '../session'
import { fetchRest, Mismatch } from './download'
import { packOf, type Offer, type Pack } from './shapes'
import { putPack, removePack, storedPacks } from './stored'

export type Trouble = 'cut' | 'full' | 'broken' | 'gone'

/** Packs on this phone: whole ones are drawn, the others are on their way. */
export const packs = signal<Pack[]>([])
/** What the server offers; null while it was not asked. */
export const offered = signal<Offer[] | null>(null)
export const loading = signal<'no' | 'loading' | 'checking'>('no')
export const trouble = signal<Trouble | null>(null)

/** The pack that the map is drawn from. */
export const drawn = computed(() => packs.value.find((pack) => pack.whole) ?? null)

let stopped = false

/** Reads what lies on the phone, and goes on with a download that was cut. */
export async function unpackMaps(): Promise<void> {
  packs.value = await storedPacks()
  window.addEventListener('online', () => void goOn())
  await goOn()
}

async function goOn(): Promise<void> {
  const half = packs.peek().find((pack) => !pack.whole)
  if (half && !stopped && navigator.onLine) await load(half)
}

/** Asks the server what packs there are. */
export async function askOffers(): Promise<void> {
  const who = session.peek()
  if (!who || who.expired) return
  try {
    offered.value = (await body<{ items: Offer[] }>(await ask('map-packs', { token: who.token }))).items
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) await expire(who.token)
    if (failure instanceof Refused && failure.status === 404) offered.value = []
  }
}

/** Downloads an offer, or what is still lacking of it; the pack there was stays until the new one is whole. */
export async function get(offer: Offer): Promise<void> {
  const fresh = packOf(offer)
  const known = packs.peek().find((pack) => pack.key === fresh.key)
  for (const other of packs.peek()) if (!other.whole && other.key !== fresh.key) await drop(other)
  stopped = false
  await load(known ?? fresh)
}

/** Stops after the chunk under way; what came stays. */
export function stop(): void {
  stopped = true
}

/** Takes a pack off the phone. */
export async function drop(pack: Pack): Promise<void> {
  await removePack(pack)
  packs.value = await storedPacks()
}

async function load(pack: Pack): Promise<void> {
  const who = session.peek()
  if (!who || who.expired || loading.peek() !== 'no') return
  trouble.value = null
  loading.value = 'loading'
  try {
    await keepShown(pack)
    navigator.serviceWorker?.controller?.postMessage('map')
    const whole = await fetchRest(pack, who.token, { shown: keepShown, checking: () => (loading.value = 'checking'), stopped: () => stopped })
    if (whole) await replaceBy(whole)
  } catch (failure) {
    await troubled(pack, failure)
  }
  loading.value = 'no'
}

async function keepShown(pack: Pack): Promise<void> {
  await putPack(pack)
  packs.value = [pack, ...packs.peek().filter(({ key }) => key !== pack.key)]
}

/** The new pack takes the place of every older one. */
async function replaceBy(whole: Pack): Promise<void> {
  await putPack({ ...whole, whole: true, at: Date.now() })
  for (const old of packs.peek()) if (old.key !== whole.key) await removePack(old)
  packs.value = await storedPacks()
}

async function troubled(pack: Pack, failure: unknown): Promise<void> {
  const refused = failure instanceof Refused ? failure.status : 0
  if (refused === 401) return expire(session.peek()!.token)
  const full = failure instanceof DOMException && failure.name === 'QuotaExceededError'
  trouble.value = failure instanceof Mismatch ? 'broken' : refused === 404 ? 'gone' : full ? 'full' : 'cut'
  if (failure instanceof Mismatch || refused === 404) {
    await drop(pack)
    await askOffers()
  }
}
