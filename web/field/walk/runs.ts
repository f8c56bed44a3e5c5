/** How the path of one piece of a walk passes stations of a segment, and what of them is credited for it. */

/** The nearest point of the path to a station: how far off, and how far ahead of the station and left of it, metres. */
export interface Foot {
  off: number
  ahead: number
  left: number
}

/** What the server counts by. */
export interface Measures {
  stations: number
  step_m: number
  bridge: number
  crossing_m: number
}

/**
 * The stations that a piece earns, as [first, after the last]: runs with small holes bridged, each cut where the path
 * ends before the station, and left out when it only crosses. `feet`: by station, empty where none came within reach.
 */
export function credited(feet: (Foot | undefined)[], measures: Measures): [number, number][] {
  return runs((at) => feet[at] !== undefined, measures).flatMap(([low, after]) => {
    const [first, last] = [feet[low]!, feet[after - 1]!]
    const from = low + cut(first.ahead, measures)
    const to = after - cut(-last.ahead, measures)
    const walked_m = (to - from) * measures.step_m
    return walked_m > 0 && isAlong(walked_m, Math.abs(last.left - first.left), measures) ? [[from, to]] : []
  })
}

/** Runs of stations with holes of at most `bridge` of them closed, as [first, after the last]. */
export function runs(has: (at: number) => boolean, { stations, bridge }: Measures): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at < stations; at++) {
    if (!has(at)) continue
    const last = found.at(-1)
    if (last && at - last[1] <= bridge) last[1] = at + 1
    else found.push([at, at + 1])
  }
  return found
}

/** Stations beyond the place where the path ends; up to a quarter of a step is none. */
const cut = (ahead_m: number, { step_m }: Measures): number => Math.max(0, Math.ceil(Math.max(0, ahead_m) / step_m - 0.25))

/** Too long for a crossing, or on one side of the river all the way. */
function isAlong(walked_m: number, sideways_m: number, { stations, step_m, crossing_m }: Measures): boolean {
  return walked_m >= crossing_m || (sideways_m < walked_m / 2 && (walked_m >= 2 * step_m || stations === 1))
}
