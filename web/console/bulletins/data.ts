import { computed, effect, signal } from '@preact/signals'
import { all, call } from '../../shared/api'
import { load } from '../../shared/load'
import { choice } from '../parameters'
import { division, tab } from '../picture'
import { session, whenOut } from '../session'
import type { Post } from '../wire'
import { KINDS, type Bulletin, type Kind, type Schedule } from './wire'

const LOOK_AGAIN_MS = 1500
const PAGE = 50

/** Which kind is listed; all of them at first. */
export const shownKind = choice<Kind | 'all'>('kind', ['all', ...KINDS], 'all')
const here = () => session.value.state === 'in' && tab.value === 'bulletins'

const ISSUERS: readonly Post[] = ['office', 'supervisor', 'admin']
/** Whether the reader has them made and issues them; the others look at what was made. */
export const mayIssue = computed(() => session.value.state === 'in' && ISSUERS.includes(session.value.me.officer.post))

const most = signal(PAGE)

export const bulletins = load(
  () => {
    if (!here()) return null
    const kind = shownKind.value === 'all' ? '' : `&kind=${shownKind.value}`
    const place = division.value ? `&division=${division.value}` : ''
    return `bulletins?limit=${most.value}${kind}${place}`
  },
  (path, abort) => call<{ items: Bulletin[]; next: string | null }>(path, { abort }),
)

/** Shows older ones as well. */
export function older(): void {
  most.value = Math.min(500, most.peek() + PAGE)
}

export const schedules = load(
  () => (here() && mayIssue.value ? 'bulletins/schedules' : null),
  (path, abort) => all<Schedule>(path, abort),
)

whenOut(() => {
  bulletins.forget()
  schedules.forget()
})

// What is being made is looked at again until it is there.
effect(() => {
  if (!bulletins.data.value?.items.some(({ state }) => state === 'waiting') || bulletins.loading.value || !here()) return
  const timer = setTimeout(bulletins.reload, LOOK_AGAIN_MS)
  return () => clearTimeout(timer)
})

/** Has the next version made; throws what the server refused. */
export async function make(kind: Kind, period: string, place: string | null, officer: string | null): Promise<void> {
  await call('bulletins', { method: 'POST', body: { kind, period, ...(officer ? { officer } : { division: place }) } })
  bulletins.reload()
}

export async function issue(id: number): Promise<void> {
  await call(`bulletins/${id}/issue`, { method: 'POST' })
  bulletins.reload()
}

export async function discard(id: number): Promise<void> {
  await call(`bulletins/${id}`, { method: 'DELETE' })
  bulletins.reload()
}

export async function follow(schedule: Omit<Schedule, 'id' | 'last_period'>): Promise<void> {
  await call('bulletins/schedules', { method: 'PUT', body: schedule })
  schedules.reload()
}

export async function unfollow(id: number): Promise<void> {
  await call(`bulletins/schedules/${id}`, { method: 'DELETE' })
  schedules.reload()
}
