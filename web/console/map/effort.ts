import type { ExpressionSpecification } from 'maplibre-gl'
import { computed } from '@preact/signals'
import { daysBetween, type Period } from '../../shared/days'
import { period } from '../picture'
import { effortBy, type Effort } from './asking'
import { EFFORT_CLASSES } from './palette'

/** From where on a month's cell gets the next darker class. */
const OF_A_MONTH: Record<Effort, readonly number[]> = { hours: [0.2, 0.5, 1, 2], patrols: [2, 4, 8, 16] }
const MONTH_DAYS = 31

/** The limits between the classes for so many days: those of a month for up to a month, more for longer periods. */
export function limitsOf(by: Effort, days: Period | null): readonly number[] {
  const months = days ? Math.max(1, Math.round((daysBetween(days.from, days.to) + 1) / MONTH_DAYS)) : 1
  return OF_A_MONTH[by].map((limit) => limit * months)
}

export const effortLimits = computed(() => limitsOf(effortBy.value, period.value))

/** The colour of a cell. */
export function effortColour(by: Effort, limits: readonly number[]): ExpressionSpecification {
  const steps = limits.flatMap((limit, at) => [limit, EFFORT_CLASSES[at + 1]!])
  return ['step', ['get', by], EFFORT_CLASSES[0], ...steps] as unknown as ExpressionSpecification
}

/** Metres along a cell's side at a latitude: a tile of level 16 of Web Mercator. */
export function cellMetres(latitude: number): number {
  return Math.round((611.496 * Math.cos((latitude * Math.PI) / 180)) / 10) * 10
}
