import { computed, type ReadonlySignal } from '@preact/signals'
import { call } from '../shared/api'
import type { Period } from '../shared/days'
import { load } from '../shared/load'
import { walkedQuery } from './map/asking'
import { comparedWith } from './map/tools'
import { division, period, tab } from './picture'
import { session, whenOut } from './session'
import type { Summary } from './wire'

/** The division on screen as a query parameter; nothing where the officer's whole scope is meant and has no code. */
export function inDivision(before: '?' | '&'): string {
  return division.value ? `${before}division=${division.value}` : ''
}

/** Days, the division on screen and whose patrols count, as query parameters. */
export function asked(days: Period): string {
  const walked = walkedQuery.value.map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join('')
  return `from=${days.from}&to=${days.to}${inDivision('&')}${walked}`
}

/** A question about the days and division on screen; null while there is nobody to ask for. */
export function about(path: string, wanted: () => boolean, of: ReadonlySignal<Period | null> = period): () => string | null {
  return () => {
    const days = of.value
    if (session.value.state !== 'in' || !days || !wanted()) return null
    return `${path}${asked(days)}`
  }
}

/** What the map on screen is of; null while another board is open. */
export const kindShown = computed(() => (tab.value === 'rivers' ? 'river' : tab.value === 'forest' ? 'forest' : null))

const summaryOf = (of?: ReadonlySignal<Period | null>) =>
  load(
    () => about(`summary?kind=${kindShown.value}&`, () => kindShown.value !== null, of)(),
    (path, abort) => call<Summary>(path, { abort }),
  )

export const summary = summaryOf()

/** The same of the earlier period that is compared with, while one is. */
export const earlierSummary = summaryOf(comparedWith)

for (const each of [summary, earlierSummary]) whenOut(each.forget)
