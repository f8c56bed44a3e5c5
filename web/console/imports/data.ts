import { effect, signal } from '@preact/signals'
import { all, call, type Page } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { maybe } from '../parameters'
import { selected, show, tab } from '../picture'
import { session, whenOut } from '../session'
import { isBusy, VERDICTS, type Choices, type Import, type JudgedPage, type Kind } from './wire'

const SHOWN = 200
const ASK_AGAIN_MS = 900

const open = (): boolean => session.value.state === 'in' && tab.value === 'imports'

/** What can be imported. Titles come in the reader's language, so another language is another question. */
export const kinds = load(
  () => (open() ? `imports/kinds#${locale.value}` : null),
  (path, abort) => all<Kind>(path.split('#')[0]!, abort),
)

export const recent = load(
  () => (open() && !selected.value ? `imports?limit=30#${locale.value}` : null),
  async (path, abort) => (await call<Page<Import>>(path.split('#')[0]!, { abort })).items,
)

/** The import on screen: the one in the address. */
export const one = load(
  () => (open() && selected.value ? `imports/${encodeURIComponent(selected.value)}#${locale.value}` : null),
  (path, abort) => call<Import>(path.split('#')[0]!, { abort }),
)

/** What of it the list shows: its problems, or the features of a verdict. */
export const sort = maybe('show', VERDICTS)

export const rows = load(
  () => {
    const here = one.data.value
    if (!here?.counts || here.id !== selected.value) return null
    const what = sort.value ? `features?verdict=${sort.value}&` : 'problems?'
    return `imports/${here.id}/${what}limit=${SHOWN}#${locale.value} ${JSON.stringify(here.counts)}`
  },
  (path, abort) => call<JudgedPage>(path.split('#')[0]!, { abort }),
)

/** The feature that was clicked, by its number in the file. */
export const pointed = signal<number | null>(null)

// While a worker is at it, it is asked again and again how far it is.
effect(() => {
  const here = one.data.value
  if (!here || !isBusy(here) || here.id !== selected.value) return
  const timer = setTimeout(one.reload, ASK_AGAIN_MS)
  return () => clearTimeout(timer)
})
effect(() => {
  void selected.value
  pointed.value = null
})

whenOut(() => {
  for (const each of [kinds, recent, one, rows]) each.forget()
})

/** Lets the file be read another way. Throws what the server refused. */
export async function recheck(id: string, choices: Choices): Promise<void> {
  await call(`imports/${id}`, { method: 'PUT', body: choices })
  one.reload()
}

export async function commit(id: string): Promise<void> {
  await call(`imports/${id}/commit`, { method: 'POST' })
  one.reload()
}

export async function discard(id: string): Promise<void> {
  await call(`imports/${id}`, { method: 'DELETE' })
  show({ selected: null })
}

export async function undo(changeSet: number): Promise<void> {
  await call(`changes/${changeSet}/undo`, { method: 'POST' })
}
