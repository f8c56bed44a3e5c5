import { signal } from '@preact/signals'
import { onNewPlaces, onSynced, sync, unpack } from './carried'
import { takeAlong, unpackCases } from './cases'
import { skew } from './client'
import { guardBack } from './guard'
import { unpackPast } from './outings'
import { unpackMaps } from './pack/packs'
import { askToBeWoken, listenForWaking } from './queue/background'
import { drain, keepDraining, onStillWaiting } from './queue/queue'
import { offerAgain, unpackRestored } from './queue/restored'
import { unpackSteps } from './queue/steps'
import { handBack, remember, session } from './session'
import { secureStorage } from './storage'
import { keep, recall } from './store/kept'
import { install } from './updating'
import { redraw, restore, takeCharge } from './walk/recorder'

const EVERY_MS = 60_000
const AGAIN_MS = 1500

/** The phone's database cannot be opened yet. */
export const broken = signal(false)

/** Opens the app: first what lies on the phone, then what the network may add. */
export async function start(): Promise<void> {
  while ((broken.value = !(await read()))) await new Promise((done) => window.setTimeout(done, AGAIN_MS))
  onNewPlaces(() => void redraw())
  onSynced(() => void bringBack().then(takeAlong))
  window.setInterval(() => void bringBack(), EVERY_MS)
  guardBack()
  takeCharge()
  void install().catch(() => undefined)
  void secureStorage()
  skew.subscribe((ms) => void (ms !== null && keep('skew', ms).catch(() => undefined)))
  keepDraining()
  listenForWaking()
  onStillWaiting(() => void askToBeWoken())
  void unpackMaps()
  void handBack()
  window.addEventListener('online', () => {
    void sync()
    void handBack()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sync()
  })
  if (session.value) await sync()
}

/** Whether what lies on the phone could be read: a browser that just died may hold its database a little longer. */
async function read(): Promise<boolean> {
  try {
    skew.value = await recall('skew')
    await remember()
    await unpack()
    await unpackPast()
    await unpackCases()
    await unpackSteps()
    await unpackRestored()
    return true
  } catch {
    return false
  }
}

/** What waits is sent, and before it what a server that was put back to a backup has lost. */
async function bringBack(): Promise<void> {
  await offerAgain()
  await drain()
}

/** Somebody signed in: their own duties, patrol under way and queue. */
export async function signedIn(): Promise<void> {
  await unpack()
  await unpackPast()
  await unpackCases()
  await restore()
  await sync()
  await drain(true)
  await handBack()
}
