import type { Target } from '../wire'

/** The four areas of a work, that are never mixed, in the order in which they are found out. */
export const AREAS = ['reported', 'measured', 'verified', 'qualified'] as const
export type Area = (typeof AREAS)[number]

export const areaOf = (row: Target, area: Area): number => row[`${area}_mu`]
