/**
 * Colours of the map. What is drawn as a line or a mark has 7:1 against the ground, for the sun and for wet screens; what
 * is walked is light on the dark line it belongs to; areas are pale.
 */
export const COLOURS = {
  ground: '#f6f8f3',
  grid: '#dfe6dc',
  own: '#0b4185',
  walked: '#8ff0bf',
  plot: '#d3ecda',
  plotLine: '#0a5343',
  cell: '#0a5343',
  track: '#96101c',
  casing: '#ffffff',
  aim: '#6d2391',
  here: '#0d3b33',
  words: '#10201b',
} as const

/** How much of what lies below a walked cell of a plot still shows. */
export const CELL_OPACITY = 0.45
