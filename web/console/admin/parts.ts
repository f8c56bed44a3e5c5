import { computed } from '@preact/signals'
import { choice } from '../parameters'
import { show, tab } from '../picture'
import { session } from '../session'
import type { Post } from '../wire'

const KEEPERS: readonly Post[] = ['admin', 'office']

/** The parts of the administration in their order, and whose they are. */
export const PARTS = [
  { id: 'setup', posts: ['admin', 'office', 'gis'] },
  { id: 'people', posts: KEEPERS },
  { id: 'duties', posts: KEEPERS },
  { id: 'rules', posts: KEEPERS },
  { id: 'targets', posts: KEEPERS },
  { id: 'catalogue', posts: KEEPERS },
  { id: 'schemes', posts: KEEPERS },
  { id: 'templates', posts: KEEPERS },
  { id: 'divisions', posts: [...KEEPERS, 'gis'] },
  { id: 'devices', posts: KEEPERS },
  { id: 'log', posts: [...KEEPERS, 'auditor'] },
] as const satisfies readonly { id: string; posts: readonly Post[] }[]

export type PartId = (typeof PARTS)[number]['id']

const chosen = choice<PartId>('part', PARTS.map(({ id }) => id), 'setup')

/** Those that the reader finds. */
export const parts = computed(() => {
  const now = session.value
  const post = now.state === 'in' ? now.me.officer.post : null
  return PARTS.filter(({ posts }) => post !== null && (posts as readonly Post[]).includes(post))
})

/** The open part: the one in the address where this reader has it, else their first. */
export const part = computed<PartId>(() => parts.value.find(({ id }) => id === chosen.value)?.id ?? parts.value[0]?.id ?? 'setup')

/** Whether a part is on screen, so that its figures are asked for. */
export const open = (id: PartId): boolean => session.value.state === 'in' && tab.value === 'admin' && part.value === id

/** What the address says of a part, for links into it; the first of all leaves it. */
export const ownOf = (id: PartId): Record<string, string> => (id === 'setup' ? {} : { part: id })

/** Opens a part, with one thing in it where that is wanted. */
export function openPart(id: PartId, selected: string | null = null, own: Record<string, string> = {}): void {
  show({ tab: 'admin', own: { ...ownOf(id), ...own }, selected })
}
