/**
 * Colours of the four coverage classes: warm is neglected, cool is walked, told apart with every common colour
 * blindness and in grey. Rivers end in blue, forests in green. `shared/tokens.css` repeats them for the tables.
 */
export const RIVER_CLASSES = ['#b3202c', '#ea8a33', '#5fa8d3', '#17569b'] as const
export const FOREST_CLASSES = ['#a4401f', '#e3a94f', '#74c3a4', '#0d6b4f'] as const

/** Beyond the warmest of both, and of what nobody owes anything. */
export const NEVER = '#4a0d16'
export const NO_DUTY = '#9aa8a2'

/** The effort grid from little to much, told apart in grey too; it lies under rivers and plots. */
export const EFFORT_CLASSES = ['#e4d3ec', '#c9a6da', '#aa7bc4', '#864fa6', '#57267c'] as const

export const COLOURS = {
  ground: '#e6ecea',
  county: '#fbfcfa',
  township: '#f4f7f3',
  border: '#9fb0a8',
  borderStrong: '#5d7269',
  forest: '#cfe3d3',
  water: '#8fbbdc',
  uncovered: '#7a0714',
  casing: '#ffffff',
  ink: '#24322d',
  halo: '#ffffff',
  selected: '#111c18',
  track: '#7b3fa0',
  issue: '#f6b73c',
  issueLine: '#4a2b00',
  photo: '#0f6b56',
  stretch: '#ff3b2f',
} as const

export const FONT = ['Noto Sans CJK SC']
export const FONT_BOLD = ['Noto Sans CJK SC Bold']
