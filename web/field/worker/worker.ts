/// <reference lib="webworker" />
/**
 * Keeps the app on the phone: the page and its hashed files, under the version of this build. Answers of the API are
 * never kept here; what must outlast the network lies in IndexedDB.
 */
declare const BUILD: { version: string; files: string[] }

const worker = self as unknown as ServiceWorkerGlobalScope
const PAGE = '/field/'
const PREFIX = 'field-'
const CACHE = PREFIX + BUILD.version

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  // The browser's own cache may hold a page of an older build: ask the server.
  await cache.addAll([PAGE, ...BUILD.files].map((path) => new Request(path, { cache: 'reload' })))
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name)
  }
  await worker.clients.claim()
}

async function kept(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(path)) ?? fetch(request)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== worker.location.origin) return
  if (event.request.mode === 'navigate') {
    if (pathname === PAGE || pathname === '/field') event.respondWith(kept(event.request, PAGE))
  } else if (BUILD.files.includes(pathname)) {
    event.respondWith(kept(event.request, pathname))
  }
})
