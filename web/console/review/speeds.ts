/** Classes of speed in km/h: a stand, a walk, a run or a bicycle, a car. Cool is slow, warm is fast. */
export const SPEED_CLASSES = [
  { below: 1.5, colour: '#7d8f88', label: '< 1.5' },
  { below: 7, colour: '#17569b', label: '1.5–7' },
  { below: 18, colour: '#5fa8d3', label: '7–18' },
  { below: 36, colour: '#ea8a33', label: '18–36' },
  { below: Infinity, colour: '#b3202c', label: '> 36' },
] as const

/** The index of the class of a speed in metres a second. */
export function speedClass(speed_mps: number): number {
  return SPEED_CLASSES.findIndex(({ below }) => speed_mps * 3.6 < below)
}
