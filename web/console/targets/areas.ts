import type { Target } from '../wire'

/** The four areas of a work, that are never mixed, in the order in which they are found out. */
export const AREAS = ['reported', 'measured', 'verified', 'qualified'] as const
export type Area = (typeof AREAS)[number]

const SHOWN = 0.005

/** What counts towards the target, where that is less than was reported: ground that several works share counts once. */
export const creditedOnly = (row: Target): number | null => (row.reported_mu - row.credited_mu < SHOWN ? null : row.credited_mu)

export const areaOf = (row: Target, area: Area): number => row[`${area}_mu`]
