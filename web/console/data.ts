import type { ReadonlySignal } from '@preact/signals'
import { all, call } from '../shared/api'
import type { Period } from '../shared/days'
import { load } from '../shared/load'
import { walkedQuery } from './map/asking'
import { comparedWith } from './map/tools'
import { division, period, tab } from './picture'
import { session, whenOut } from './session'
import type { Plot, Segment, Summary } from './wire'

/** Rows asked for at once, the most that the server gives: a county's segments or plots in one answer. */
const PAGE = 10_000

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

export const segments = load(
  about(`coverage/segments?limit=${PAGE}&`, () => tab.value === 'rivers'),
  (path, abort) => all<Segment>(path, abort),
)
export const plots = load(
  about(`coverage/plots?limit=${PAGE}&`, () => tab.value === 'forest'),
  (path, abort) => all<Plot>(path, abort),
)
export const summary = load(
  about('summary?', () => tab.value === 'rivers' || tab.value === 'forest'),
  (path, abort) => call<Summary>(path, { abort }),
)

/** The same of the earlier period that is compared with, while one is. */
export const earlier = load(
  () => {
    const path = tab.value === 'forest' ? 'plots' : 'segments'
    return about(`coverage/${path}?limit=${PAGE}&`, () => tab.value === 'rivers' || tab.value === 'forest', comparedWith)()
  },
  (path, abort) => all<Segment | Plot>(path, abort),
)
export const earlierSummary = load(
  about('summary?', () => tab.value === 'rivers' || tab.value === 'forest', comparedWith),
  (path, abort) => call<Summary>(path, { abort }),
)

for (const each of [segments, plots, summary, earlier, earlierSummary]) whenOut(each.forget)
