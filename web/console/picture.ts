import { computed, effect, signal } from '@preact/signals'
import { isDay, periodOf, type Period } from '../shared/days'
import { BOARDS, groupsFor, type BoardId } from './boards'
import { divisionOf, home, session } from './session'

/** The board that stands there when the address names none. */
const FIRST: BoardId = 'rivers'

/** What is on screen, all of it in the address: a link shows the same picture. Null means the default. */
export interface Picture {
  tab: BoardId
  chosen: Period | null
  division: string | null
  year: number | null
  selected: string | null
  /** What only the open board knows: its filters, order, page; see parameters.ts. */
  own: Readonly<Record<string, string>>
}

const SHARED = new Set(['tab', 'from', 'to', 'division', 'year', 'selected'])

function read(search: string): Picture {
  const asked = new URLSearchParams(search)
  const [from, to] = [asked.get('from'), asked.get('to')]
  const year = asked.get('year')
  return {
    tab: BOARDS.find(({ id }) => id === asked.get('tab'))?.id ?? FIRST,
    chosen: isDay(from) && isDay(to) && from <= to ? { from, to } : null,
    division: /^\d{12}$/.exec(asked.get('division') ?? '')?.[0] ?? null,
    year: /^\d{4}$/.test(year ?? '') ? Number(year) : null,
    selected: asked.get('selected'),
    own: Object.fromEntries([...asked].filter(([name]) => !SHARED.has(name))),
  }
}

function write({ tab, chosen, division, year, selected, own }: Picture): string {
  const address = new URLSearchParams()
  if (tab !== FIRST) address.set('tab', tab)
  if (chosen) {
    address.set('from', chosen.from)
    address.set('to', chosen.to)
  }
  if (division) address.set('division', division)
  if (year) address.set('year', String(year))
  for (const [name, value] of Object.entries(own)) address.set(name, value)
  if (selected) address.set('selected', selected)
  const text = address.toString()
  return text ? `?${text}` : location.pathname
}

const current = signal<Picture>(read(location.search))
export const picture = computed(() => current.value)

/** The picture after a change. Another board starts without the selection and the parameters of the one before. */
function changed(before: Picture, change: Partial<Picture>): Picture {
  const elsewhere = change.tab !== undefined && change.tab !== before.tab
  return { ...before, ...(elsewhere ? { selected: null, own: {} } : {}), ...change }
}

/** Changes what is on screen. A new place, time or subject is a step of the browser's history; a selection is not, nor is one with `quietly`. */
export function show(change: Partial<Picture>, { quietly = false } = {}): void {
  const before = current.peek()
  const after = changed(before, change)
  const address = write(after)
  if (address === write(before)) return
  const onlySelection = Object.keys(change).every((key) => key === 'selected')
  history[onlySelection || quietly ? 'replaceState' : 'pushState'](null, '', address)
  current.value = after
}

/** The address of the picture after a change, for links: a click on one shows it here, a middle click in a tab of its own. */
export function addressOf(change: Partial<Picture>): string {
  return write(changed(current.value, change))
}

// Where nothing has been set up yet, whoever sets up begins there.
effect(() => {
  const now = session.value
  if (now.state !== 'in' || now.divisions.length > 0 || location.search) return
  if (groupsFor(now.me.officer).some((group) => group.boards.some(({ id }) => id === 'admin'))) show({ tab: 'admin' }, { quietly: true })
})

addEventListener('popstate', () => (current.value = read(location.search)))

/** The boards in the reader's rail. */
export const groups = computed(() => groupsFor(session.value.state === 'in' ? session.value.me.officer : undefined))
const boards = computed(() => groups.value.flatMap((group) => group.boards))

/** Whether the reader has the administration. */
export const administers = computed(() => boards.value.some(({ id }) => id === 'admin'))

/** The open board: the one in the address where this reader has it, else their first. */
export const board = computed(() => boards.value.find(({ id }) => id === current.value.tab) ?? boards.value[0]!)
export const tab = computed(() => board.value.id)
export const selected = computed(() => current.value.selected)

// The address of a board that this reader has not becomes that of the board on screen.
effect(() => {
  if (session.value.state === 'in' && tab.value !== current.value.tab) show({ tab: tab.value }, { quietly: true })
})

/** The server's local day; empty until someone is signed in. */
export const today = computed(() => (session.value.state === 'in' ? session.value.me.today : ''))

/** The days counted: those chosen, else this month. Null until the server has said what day it is. */
export const period = computed<Period | null>(() => current.value.chosen ?? (today.value ? periodOf('thisMonth', today.value) : null))

export const year = computed(() => current.value.year ?? (Number(today.value.slice(0, 4)) || null))

/** The division looked at: the one chosen where the officer may see it, else all that they may. */
export const division = computed(() => divisionOf(current.value.division)?.code ?? home.value?.code ?? null)
