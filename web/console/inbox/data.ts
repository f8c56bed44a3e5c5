import { computed, signal } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { session, whenOut } from '../session'

export interface Notice {
  id: number
  kind: string
  subject_kind: 'issue' | 'patrol' | 'duty' | 'day' | 'assessment'
  subject: string
  text: string
  created_at: string
  read_at: string | null
}

interface Inbox {
  items: Notice[]
  unread: number
}

const SHOWN = 30
const EVERY_MS = 60_000
const beat = signal(0)

/** The newest notices, asked for again every minute; the sentences come in the reader's language. */
export const inbox = load(
  () => (session.value.state === 'in' ? `inbox?limit=${SHOWN}#${locale.value} ${beat.value}` : null),
  (path, abort) => call<Inbox>(path.split('#')[0]!, { abort }),
)

setInterval(() => {
  if (document.visibilityState === 'visible') beat.value++
}, EVERY_MS)

/** How many are unread; 0 while nobody knows. */
export const unread = computed(() => inbox.data.value?.unread ?? 0)

/** Notes that one was read, or all that are on screen. */
export async function read(notice: Notice): Promise<void> {
  if (notice.read_at === null) await call(`inbox/${notice.id}/read`, { method: 'POST' })
  inbox.reload()
}

export async function readAll(): Promise<void> {
  const newest = inbox.data.peek()?.items[0]
  if (newest) await call('inbox/read', { method: 'POST', body: { until: newest.id } })
  inbox.reload()
}

whenOut(inbox.forget)
