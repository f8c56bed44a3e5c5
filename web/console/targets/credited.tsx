import { mu } from '../../shared/figures'
import { m } from '../messages'
import type { Target } from '../wire'
import { creditedOnly } from './areas'

/** Beside what was reported: how much of it counts towards the target, where that is less. */
export function Credited({ row }: { row: Target }) {
  const credited = creditedOnly(row)
  return credited === null ? null : <span class="credited">{m.value.targets.credited(mu(credited))}</span>
}
