import { computed } from '@preact/signals'
import { isSegment, listed, rows, sizeOf } from '../coverage'

/** How many rows of the whole list, before any filter, have each status. */
export const tallyOfAll = computed(() => {
  const counts = { unvisited: 0, behind: 0, partial: 0, covered: 0 }
  for (const row of rows.value) counts[row.status]++
  return counts
})

/** Sums over the rows on screen: metres or square metres, and the metres walked. */
export const sums = computed(() => {
  let [size, walked] = [0, 0]
  for (const row of listed.value) {
    size += sizeOf(row)
    if (isSegment(row)) walked += row.covered_m
  }
  return { size, walked }
})
