import type { Goal } from '../walk/bearing'
import type { Located } from '../walk/position'
import type { Walk } from '../walk/walk'
import { FieldMap } from './map'

export interface Charted {
  walk: Walk | null
  spot: Located | null
  goal?: Goal
}

/** The map of the phone: the offline pack where one is there, else a drawing of what the phone carries. */
export function Chart({ walk, spot, goal }: Charted) {
  return <FieldMap walk={walk} spot={spot} {...(goal ? { goal } : {})} />
}
