import { computed } from '@preact/signals'
import { isSegment, listed, sizeOf } from '../coverage'

/** Sums over the rows on screen: metres or square metres, and the metres walked. */
export const sums = computed(() => {
  let [size, walked] = [0, 0]
  for (const row of listed.value) {
    size += sizeOf(row)
    if (isSegment(row)) walked += row.covered_m
  }
  return { size, walked }
})
