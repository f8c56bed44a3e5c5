import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { wantedText } from '../coverage'
import { about } from '../data'
import { page } from '../parameters'
import { selected, tab } from '../picture'
import { whenOut } from '../session'
import { joined, query } from '../table/listing'
import type { Stretches } from '../wire'
import { list, stretch } from './asking'

/** How many of them stand on a page; the sums are of all. */
export const PAGE_ROWS = 200

/** The list on screen as a question, without its part. */
export const stretchPath = computed(() => {
  const path = about('coverage/stretches?', () => tab.value === 'rivers' && list.value === 'stretches')()
  return path && joined(path, query({ text: wantedText.value }))
})

/** The stretches that nobody walked, the longest first, while they are listed. */
export const stretches = load(
  () => stretchPath.value && joined(stretchPath.value, query({ skip: (page.value - 1) * PAGE_ROWS, limit: PAGE_ROWS })),
  (path, abort) => call<Stretches>(path, { abort }),
)

/** Those of the segment that is selected, once one of them was chosen. */
const ofSegment = load(
  () => about(`coverage/stretches?segment=${encodeURIComponent(selected.value ?? '')}&limit=500&`, () => tab.value === 'rivers' && selected.value !== null && stretch.value !== '')(),
  (path, abort) => call<Stretches>(path, { abort }),
)

/** The stretch that was chosen, where it still is one on the days and for the patrols on screen. */
export const chosenStretch = computed(() => {
  if (!stretch.value || !selected.value) return null
  const known = [...(ofSegment.data.value?.items ?? []), ...(stretches.data.value?.items ?? [])]
  return known.find(({ id, code }) => String(id) === stretch.value && code === selected.value) ?? null
})

for (const each of [stretches, ofSegment]) whenOut(each.forget)
