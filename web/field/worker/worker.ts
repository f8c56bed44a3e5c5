/// <reference lib="webworker" />
/**
 * Keeps the app on the phone: the page and its hashed files, under the version of this build. Answers of the API are
 * never kept here; what must outlast the network lies in IndexedDB.
 */
declare const BUILD: { version: string; files: string[]; map: string[] }

const worker = self as unknown as ServiceWorkerGlobalScope
const PAGE = '/field/'
const PREFIX = 'field-'
const CACHE = PREFIX + BUILD.version
const MAP_CACHE = 'map'

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  // The browser's own cache may hold a page of an older build: ask the server. What carries its hash came just now.
  const fresh = (path: string): RequestCache => (path.startsWith('/assets/') ? 'default' : 'reload')
  await cache.addAll([PAGE, ...BUILD.files].map((path) => new Request(path, { cache: fresh(path) })))
}

/** The map's own program: large, so only with a map pack, and again in each newer build. */
async function installMap(): Promise<void> {
  const cache = await caches.open(MAP_CACHE)
  for (const path of BUILD.map) if (!(await cache.match(path))) await cache.add(path)
  for (const { url } of await cache.keys()) if (!BUILD.map.includes(new URL(url).pathname)) await cache.delete(url)
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name)
  }
  await worker.clients.claim()
  if (await caches.has(MAP_CACHE)) await installMap()
}

async function kept(request: Request, path: string, name = CACHE): Promise<Response> {
  const cache = await caches.open(name)
  return (await cache.match(path)) ?? fetch(request)
}

/** There is a network: whoever has the app open sends what waits. */
async function wakePages(): Promise<void> {
  for (const page of await worker.clients.matchAll({ type: 'window' })) page.postMessage('drain')
}

worker.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(wakePages()))
worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting()
  if (event.data === 'map') event.waitUntil(installMap())
})
worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== worker.location.origin) return
  if (event.request.mode === 'navigate') {
    if (pathname === PAGE || pathname === '/field') event.respondWith(kept(event.request, PAGE))
  } else if (BUILD.files.includes(pathname)) {
    event.respondWith(kept(event.request, pathname))
  } else if (BUILD.map.includes(pathname)) {
    event.respondWith(kept(event.request, pathname, MAP_CACHE))
  }
})
