import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { choice, text } from '../parameters'
import { division, selected, tab } from '../picture'
import { session, whenOut } from '../session'
import { spanOf } from '../span/span'
import { joined, listing, query } from '../table/listing'
import type { Post } from '../wire'

export interface Line {
  indicator: string
  numerator: number
  denominator: number
  rate: number | null
  weight: number
  applied_weight: number
  points: number
  /** What an upheld appeal made of them, and why. */
  corrected_points: number | null
  decision_words: string | null
  rows: string
}

export interface Score {
  key: string
  name: string
  division: string
  division_name: string | null
  rank: number | null
  score: number | null
  note: 'not_begun' | 'nothing_owed' | 'few_days' | null
  corrected: { score: number | null; rank: number | null } | null
  indicators: Line[]
}

export interface League {
  status: 'preliminary' | 'issued'
  data_at: string
  scheme: { name: string; source: string; full_score: number; indicators: { indicator: string; weight: number }[] }
}

export interface Part {
  kind: string
  ref: string
  name: string | null
  day: string | null
  numerator: number
  denominator: number
  address: string | null
}

export interface Parts {
  numerator: number
  denominator: number
  items: Part[]
  next: string | null
}

export const POSTS = ['patroller', 'ranger', 'village_chief', 'township_chief', 'supervision'] as const satisfies readonly Post[]
export const WHOM = ['township', ...POSTS] as const
export type Whom = (typeof WHOM)[number]
export const whom = choice<Whom>('of', WHOM, 'township')
export const span = spanOf('quarter', ['month', 'quarter', 'half_year', 'year'])
/** The indicator whose rows are looked at, of the subject that is selected. */
export const indicator = text('indicator')

const here = computed(() => session.value.state === 'in' && tab.value === 'league' && span.value !== '')
const about = computed(() => query({ period: span.value, by: whom.value === 'township' ? 'township' : 'officer', post: whom.value === 'township' ? null : whom.value, division: division.value }))

export const league = listing<Score, League>({ table: () => 'league', path: () => (here.value ? joined('assessments', about.value) : null), usual: 'rank' })

/** Who is selected without standing on this page of the table: a link may say so. */
const elsewhere = load(
  () => {
    const { data, rows } = league
    if (!here.value || !selected.value || !data.value || rows.value.some(({ key }) => key === selected.value)) return null
    const asked = query({ post: whom.value === 'township' ? null : whom.value, division: division.value })
    return joined(`assessments/${encodeURIComponent(span.value)}/${encodeURIComponent(selected.value)}`, asked)
  },
  (asked, abort) => call<Score>(asked, { abort }),
)

export const subject = computed(() => [...league.rows.value, elsewhere.data.value].find((score) => score?.key === selected.value))

const MOST = 500
export const parts = load(
  () => {
    const line = here.value ? subject.value?.indicators.find((each) => each.indicator === indicator.value) : undefined
    return line ? joined(line.rows, `limit=${MOST}`) : null
  },
  (asked, abort) => call<Parts>(asked, { abort }),
)

/** What the indicators are called. */
export const indicators = load(
  () => (here.value ? 'assessment-schemes/indicators' : null),
  (asked, abort) => call<{ items: { indicator: string; chinese: string; english: string }[] }>(asked, { abort }),
)

export function indicatorName(code: string): string {
  const known = indicators.data.value?.items.find((each) => each.indicator === code)
  if (!known) return code
  return locale.value === 'en' ? known.english.slice(0, 1).toUpperCase() + known.english.slice(1) : known.chinese
}

for (const each of [elsewhere, parts, indicators]) whenOut(each.forget)
