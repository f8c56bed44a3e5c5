import { all, call } from '../shared/api'
import { load } from '../shared/load'
import { division, period, tab } from './picture'
import { session, whenOut } from './session'
import type { Plot, Segment, Summary } from './wire'

/** Rows asked for at once, the most that the server gives: a county's segments or plots in one answer. */
const PAGE = 10_000

/** The division on screen as a query parameter; nothing where the officer's whole scope is meant and has no code. */
export function inDivision(before: '?' | '&'): string {
  return division.value ? `${before}division=${division.value}` : ''
}

/** A question about the period and division on screen; null while there is nobody to ask for. */
function about(path: string, wanted: () => boolean): () => string | null {
  return () => {
    const days = period.value
    if (session.value.state !== 'in' || !days || !wanted()) return null
    return `${path}from=${days.from}&to=${days.to}${inDivision('&')}`
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

for (const each of [segments, plots, summary]) whenOut(each.forget)
