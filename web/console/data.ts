import { computed, effect } from '@preact/signals'
import { all, call } from '../shared/api'
import { load } from '../shared/load'
import { division, period, picture, show, tab, year } from './picture'
import { session } from './session'
import type { Division, Plot, Segment, Summary, Target } from './wire'

/** Rows asked for at once: a county's segments or plots in one answer. */
const PAGE = 5000

/** A question about the period and division on screen; null while there is nobody to ask for. */
function about(path: string, wanted: () => boolean): () => string | null {
  return () => {
    const days = period.value
    if (session.value.state !== 'in' || !days || !division.value || !wanted()) return null
    return `${path}from=${days.from}&to=${days.to}&division=${division.value}`
  }
}

export const divisions = load(
  () => (session.value.state === 'in' ? 'divisions' : null),
  (path, abort) => all<Division>(path, abort),
)
export const segments = load(
  about(`coverage/segments?limit=${PAGE}&`, () => tab.value === 'rivers'),
  (path, abort) => all<Segment>(path, abort),
)
export const plots = load(
  about(`coverage/plots?limit=${PAGE}&`, () => tab.value === 'forest'),
  (path, abort) => all<Plot>(path, abort),
)
export const summary = load(
  about('summary?', () => tab.value !== 'targets'),
  (path, abort) => call<Summary>(path, { abort }),
)
export const targets = load(
  () => {
    if (session.value.state !== 'in' || tab.value !== 'targets' || !division.value || !year.value) return null
    return `targets/${year.value}?division=${division.value}`
  },
  (path, abort) => all<Target>(path, abort),
)

const byCode = computed(() => new Map((divisions.data.value ?? []).map((each) => [each.code, each])))

/** A division in the officer's scope by its code. */
export function divisionOf(code: string | null): Division | undefined {
  return code === null ? undefined : byCode.value.get(code)
}

/** The name of a division with its township's before a village's, since every township has an 上坪村. */
export function placeName(code: string): string {
  const here = divisionOf(code)
  if (!here) return code
  const above = here.level === 'village' ? divisionOf(here.parent) : undefined
  return above ? `${above.name} ${here.name}` : here.name
}

// A link may name a division that this officer may not see, or that was abolished: fall back to their own.
effect(() => {
  const asked = picture.value.division
  if (asked && divisions.data.value && !divisionOf(asked)) show({ division: null })
})
