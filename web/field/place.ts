import { computed, signal } from '@preact/signals'

export type Tab = 'home' | 'records' | 'me'
const TABS: readonly Tab[] = ['home', 'records', 'me']

const hash = signal(location.hash)
window.addEventListener('hashchange', () => (hash.value = location.hash))

/** Which page is open, by the address's hash, so that the phone's back button works: `#/records/ID`. */
export const place = computed(() => {
  const [, tab = 'home', record = null] = hash.value.split('/')
  return { tab: TABS.find((each) => each === tab) ?? 'home', record: record && plain(record) }
})

/** What an address names; one that somebody mangled names nothing. */
function plain(written: string): string | null {
  try {
    return decodeURIComponent(written)
  } catch {
    return null
  }
}

export function go(tab: Tab, record?: string): void {
  location.hash = record ? `/${tab}/${encodeURIComponent(record)}` : `/${tab}`
}
