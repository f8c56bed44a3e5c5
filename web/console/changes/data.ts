import { effect, signal } from '@preact/signals'
import { isDay } from '../../shared/days'
import { call, type Page } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { choice, maybe, parameter, text } from '../parameters'
import { division, period, selected, tab, today } from '../picture'
import { session, whenOut } from '../session'
import { joined, listing, query } from '../table/listing'
import { LAYERS, MEANS, type ChangeSet, type OneChangeSet, type Touched } from './wire'

const AT_ONCE = 200

export const view = choice('view', ['sets', 'day'], 'sets')
export const means = maybe('means', MEANS)
export const layer = maybe('layer', LAYERS)
export const words = text('q')
export const dayLayer = choice('of', LAYERS, 'segments')
const day = parameter<string | null>('day', null, (written) => (isDay(written) ? written : null))

/** The day whose boundaries are on the map: the one chosen, else today. */
export const dayShown = { get: () => day.value ?? today.value, set: (next: string) => day.set(next) }

const open = (): boolean => session.value.state === 'in' && tab.value === 'changes'

export const sets = listing<ChangeSet>({
  table: () => 'change-sets',
  usual: '-opened_at',
  path: () => {
    const days = period.value
    if (!open() || selected.value || view.value !== 'sets' || !days) return null
    return joined('change-sets', query({ from: days.from, to: days.to, division: division.value, means: means.value, layer: layer.value, text: words.value }))
  },
})

/** The set on screen: the one in the address. */
export const one = load(
  () => (open() && selected.value ? `change-sets/${encodeURIComponent(selected.value)}#${locale.value}` : null),
  (path, abort) => call<OneChangeSet>(path.split('#')[0]!, { abort }),
)

const first = load(
  () => (open() && selected.value ? `change-sets/${encodeURIComponent(selected.value)}/features?limit=${AT_ONCE}#${locale.value}` : null),
  (path, abort) => call<Page<Touched>>(path.split('#')[0]!, { abort }),
)

/** The features listed so far, and where the list goes on. */
export const touched = signal<readonly Touched[]>([])
export const onward = signal<string | null>(null)
export const featuresFailed = first.failure
/** The feature that was clicked, by its number. */
export const pointed = signal<number | null>(null)

effect(() => {
  const page = first.data.value
  touched.value = page?.items ?? []
  onward.value = page?.next ?? null
  pointed.value = null
})

whenOut(() => {
  for (const each of [one, first]) each.forget()
})

/** Lists the features that follow. */
export async function more(): Promise<void> {
  if (!onward.value) return
  const page = await call<Page<Touched>>(onward.value)
  touched.value = [...touched.value, ...page.items]
  onward.value = page.next
}

/** Undoes a set; the number of the set that undid it. Throws what the server refused. */
export async function undo(number: number): Promise<number> {
  const done = await call<{ change_set: number }>(`changes/${number}/undo`, { method: 'POST' })
  one.reload()
  return done.change_set
}
