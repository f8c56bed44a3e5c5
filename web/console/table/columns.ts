import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { session } from '../session'

export type Kind = 'text' | 'count' | 'share' | 'score' | 'mu' | 'km' | 'minutes' | 'day' | 'moment' | 'flag' | 'word'

export interface Column {
  field: string
  heading: string
  kind: Kind
  words: Readonly<Record<string, string>> | null
  sort: boolean
  wide: boolean
}

export interface Table {
  name: string
  title: string
  columns: readonly Column[]
}

/** What the server's tables are made of, in the reader's language: the same headings and words as in their workbooks. */
export const tables = load(
  () => (session.value.state === 'in' ? `tables#${locale.value}` : null),
  (path, abort) => call<{ items: Table[] }>(path.split('#')[0]!, { abort }),
)

const byName = computed(() => new Map(tables.data.value?.items.map((each) => [each.name, each])))

/** A table by its name; undefined until the server has told it. */
export function tableOf(name: string): Table | undefined {
  return byName.value.get(name)
}

/** What the words of a column are called: `called('issues', 'state')(row.state)`; a code without a word stands for itself. */
export function called(table: string, field: string): (code: string | null) => string {
  const words = tableOf(table)?.columns.find((each) => each.field === field)?.words
  return (code) => (code === null ? '' : (words?.[code] ?? code))
}

/** The codes and words of a column, in the server's order. */
export function wordsOf(table: string, field: string): [string, string][] {
  return Object.entries(tableOf(table)?.columns.find((each) => each.field === field)?.words ?? {})
}

/** The value of a field of a row; dots lead inside. */
export function valueAt(row: object, field: string): unknown {
  return field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], row) ?? null
}
