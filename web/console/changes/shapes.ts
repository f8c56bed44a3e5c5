import { km, muOf } from '../../shared/figures'
import type { Box } from '../wire'
import type { Touched } from './wire'

/** The box around features as they were and as they are; null where none has a place. */
export function around(features: readonly Touched[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { geometry_before, geometry_after } of features) for (const shape of [geometry_before, geometry_after]) if (shape && 'coordinates' in shape) stretch(box, shape.coordinates)
  return box[0] <= box[2] ? box : null
}

function stretch(box: Box, part: unknown): void {
  if (!Array.isArray(part)) return
  const [x, y] = part as unknown[]
  if (typeof x !== 'number' || typeof y !== 'number') {
    for (const each of part) stretch(box, each)
    return
  }
  box[0] = Math.min(box[0], x)
  box[1] = Math.min(box[1], y)
  box[2] = Math.max(box[2], x)
  box[3] = Math.max(box[3], y)
}

/** A size as its layer is measured: kilometres of segments, mu of all else. */
export function sized(layer: Touched['layer'], size: number | null, units: { km: string; mu: string }): string {
  if (size === null) return '–'
  return layer === 'segments' ? `${km(size)} ${units.km}` : `${muOf(size)} ${units.mu}`
}
