import { computed, signal } from '@preact/signals'
import { isDay, periodOf, type Period } from '../shared/days'
import { divisionOf, home, session } from './session'

export type Tab = 'rivers' | 'forest' | 'targets' | 'reviews'
export const TABS: readonly Tab[] = ['rivers', 'forest', 'targets', 'reviews']

/** What is on screen, all of it in the address: a link shows the same picture. Null means the default. */
export interface Picture {
  tab: Tab
  chosen: Period | null
  division: string | null
  year: number | null
  selected: string | null
}

function read(search: string): Picture {
  const asked = new URLSearchParams(search)
  const [from, to] = [asked.get('from'), asked.get('to')]
  const year = asked.get('year')
  return {
    tab: TABS.find((tab) => tab === asked.get('tab')) ?? 'rivers',
    chosen: isDay(from) && isDay(to) && from <= to ? { from, to } : null,
    division: /^\d{12}$/.exec(asked.get('division') ?? '')?.[0] ?? null,
    year: /^\d{4}$/.test(year ?? '') ? Number(year) : null,
    selected: asked.get('selected'),
  }
}

function write({ tab, chosen, division, year, selected }: Picture): string {
  const address = new URLSearchParams()
  if (tab !== 'rivers') address.set('tab', tab)
  if (chosen) {
    address.set('from', chosen.from)
    address.set('to', chosen.to)
  }
  if (division) address.set('division', division)
  if (year) address.set('year', String(year))
  if (selected) address.set('selected', selected)
  const text = address.toString()
  return text ? `?${text}` : location.pathname
}

const current = signal<Picture>(read(location.search))
export const picture = computed(() => current.value)

/** Changes what is on screen. A new place, time or subject is a step of the browser's history; a selection is not. */
export function show(change: Partial<Picture>): void {
  const before = current.peek()
  const after = { ...before, ...change }
  const address = write(after)
  if (address === write(before)) return
  const onlySelection = Object.keys(change).every((key) => key === 'selected')
  history[onlySelection ? 'replaceState' : 'pushState'](null, '', address)
  current.value = after
}

addEventListener('popstate', () => (current.value = read(location.search)))

export const tab = computed(() => current.value.tab)
export const selected = computed(() => current.value.selected)

/** The server's local day; empty until someone is signed in. */
export const today = computed(() => (session.value.state === 'in' ? session.value.me.today : ''))

/** The days counted: those chosen, else this month. Null until the server has said what day it is. */
export const period = computed<Period | null>(() => current.value.chosen ?? (today.value ? periodOf('thisMonth', today.value) : null))

export const year = computed(() => current.value.year ?? (Number(today.value.slice(0, 4)) || null))

/** The division looked at: the one chosen where the officer may see it, else all that they may. */
export const division = computed(() => divisionOf(current.value.division)?.code ?? home.value?.code ?? null)
