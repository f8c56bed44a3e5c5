import { computed, type ReadonlySignal } from '@preact/signals'
import { call } from '../../shared/api'
import { load, type Loaded } from '../../shared/load'
import { locale } from '../../shared/locale'
import { page, text, type Parameter } from '../parameters'
import { session, whenOut } from '../session'

export const PAGE_ROWS = 50

interface Part<T> {
  items: T[]
  total: number | null
}

/** A list of the server as a board shows it: which rows, in which order, which page of them; `More` is told beside them. */
export interface Listing<T, More = unknown> extends Loaded<Part<T> & More> {
  /** The name of its table: which columns it has. */
  table: string
  sort: Parameter<string>
  /** Its address without order and page: what a workbook of it asks for. */
  path: ReadonlySignal<string | null>
  rows: ReadonlySignal<readonly T[]>
  total: ReadonlySignal<number>
}

interface Wanted {
  table: () => string
  /** The list's address below /api/v1 with the filters on screen; null while it is not on screen. */
  path: () => string | null
  /** The order that the server is asked for where the address names none: a column, `-` before it for downwards. */
  usual: string
}

/** The board's main list: order and page are in the address, and the server sorts and cuts. */
export function listing<T, More = unknown>({ table, path, usual }: Wanted): Listing<T, More> {
  const order = text('sort')
  const sort = Object.assign(
    computed(() => order.value || usual),
    { set: (next: string) => order.set(next === usual ? '' : next) },
  )
  const filtered = computed(() => (session.value.state === 'in' ? path() : null))
  const loaded = load(
    () => {
      if (filtered.value === null) return null
      const part = `sort=${encodeURIComponent(sort.value)}&skip=${(page.value - 1) * PAGE_ROWS}&limit=${PAGE_ROWS}`
      // Some words come in the reader's language, so another language is another question.
      return `${joined(filtered.value, part)}#${locale.value}`
    },
    (asked, abort) => call<Part<T> & More>(asked.split('#')[0]!, { abort }),
  )
  whenOut(loaded.forget)
  return {
    ...loaded,
    get table() {
      return table()
    },
    sort,
    path: filtered,
    rows: computed(() => loaded.data.value?.items ?? []),
    total: computed(() => loaded.data.value?.total ?? 0),
  }
}

/** An address with more asked of it. */
export function joined(path: string, query: string): string {
  return query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path
}

/** Filters as a query: what is empty is left out. */
export function query(filters: Readonly<Record<string, string | number | null | undefined>>): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value !== null && value !== undefined && value !== '') asked.set(name, String(value))
  return asked.toString()
}
