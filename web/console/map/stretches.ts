import { computed } from '@preact/signals'
import { call } from '../../shared/api'
import { load } from '../../shared/load'
import { about } from '../data'
import { selected, tab } from '../picture'
import { whenOut } from '../session'
import type { Stretches } from '../wire'
import { list, stretch } from './asking'

/** The longest that are listed; the sums are of all. */
const LISTED = 200

/** The stretches that nobody walked, the longest first, while they are listed. */
export const stretches = load(
  about(`coverage/stretches?limit=${LISTED}&`, () => tab.value === 'rivers' && list.value === 'stretches'),
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
