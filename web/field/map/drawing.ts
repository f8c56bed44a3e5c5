import type { Covering } from '../walk/covering'
import type { Point } from '../walk/plane'
import type { Walk } from '../walk/walk'
import { CELL_OPACITY, COLOURS } from './colours'
import { toScreen, type Size, type View } from './view'

const GRID_PX = 64
const SCALE_PX = 150
const OWN_PX = 7
const STATION_PX = 8

/** Draws own segments and plots, what of them is walked, the track, and where the officer stands. */
export function draw(brush: CanvasRenderingContext2D, size: Size, view: View, walk: Walk, here: Point | null, acc: number, aims: Point[]): void {
  brush.fillStyle = COLOURS.ground
  brush.fillRect(0, 0, size.width, size.height)
  grid(brush, size, view)
  for (const covering of walk.coverings) shape(brush, size, view, covering)
  for (const covering of walk.coverings) marks(brush, size, view, covering)
  track(brush, size, view, walk.pieces)
  if (aims.length) aim(brush, aims.map((point) => toScreen(view, size, point)), here && toScreen(view, size, here))
  if (here) position(brush, toScreen(view, size, here), acc / view.scale)
  scaleBar(brush, size, view)
}

function path(brush: CanvasRenderingContext2D, size: Size, view: View, line: Point[]): void {
  line.forEach((point, at) => {
    const { x, y } = toScreen(view, size, point)
    if (at) brush.lineTo(x, y)
    else brush.moveTo(x, y)
  })
}

function stroke(brush: CanvasRenderingContext2D, size: Size, view: View, line: Point[]): void {
  brush.beginPath()
  path(brush, size, view, line)
  brush.stroke()
}

/** A faint net of round metres gives the eye a hold where there is nothing else to see. */
function grid(brush: CanvasRenderingContext2D, size: Size, view: View): void {
  const step = roundMetres(view.scale * GRID_PX * 2)
  brush.strokeStyle = COLOURS.grid
  brush.lineWidth = 1
  const west = view.x - (size.width / 2) * view.scale
  const south = view.y - (size.height / 2) * view.scale
  brush.beginPath()
  for (let x = Math.ceil(west / step) * step; (x - west) / view.scale < size.width; x += step) {
    brush.moveTo((x - west) / view.scale, 0)
    brush.lineTo((x - west) / view.scale, size.height)
  }
  for (let y = Math.ceil(south / step) * step; (y - south) / view.scale < size.height; y += step) {
    brush.moveTo(0, size.height - (y - south) / view.scale)
    brush.lineTo(size.width, size.height - (y - south) / view.scale)
  }
  brush.stroke()
}

function shape(brush: CanvasRenderingContext2D, size: Size, view: View, covering: Covering): void {
  if (!covering.closed) {
    brush.lineJoin = brush.lineCap = 'round'
    brush.strokeStyle = COLOURS.own
    brush.lineWidth = OWN_PX
    for (const line of covering.lines) stroke(brush, size, view, line)
    return
  }
  brush.beginPath()
  for (const ring of covering.lines) {
    path(brush, size, view, ring)
    brush.closePath()
  }
  brush.fillStyle = COLOURS.plot
  brush.fill('evenodd')
  brush.strokeStyle = COLOURS.plotLine
  brush.lineWidth = 2
  brush.stroke()
}

/** Those that were reached: stations along a river, light in the dark line; cells of a plot. */
function marks(brush: CanvasRenderingContext2D, size: Size, view: View, { closed, marks: all, seen }: Covering): void {
  const reached = all.filter((_, at) => seen[at]).map((mark) => toScreen(view, size, mark))
  const inSight = reached.filter(({ x, y }) => x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20)
  if (closed) {
    brush.globalAlpha = CELL_OPACITY
    dots(brush, inSight, Math.min(14, Math.max(3, 38 / view.scale)), COLOURS.cell)
    brush.globalAlpha = 1
  } else {
    dots(brush, inSight, STATION_PX, COLOURS.own)
    dots(brush, inSight, STATION_PX - 2, COLOURS.walked)
  }
}

function dots(brush: CanvasRenderingContext2D, places: Point[], radius: number, colour: string): void {
  brush.fillStyle = colour
  for (const { x, y } of places) {
    brush.beginPath()
    brush.arc(x, y, radius, 0, 2 * Math.PI)
    brush.fill()
  }
}

/** The track on a white casing, so that it shows on whatever it crosses. */
function track(brush: CanvasRenderingContext2D, size: Size, view: View, pieces: Point[][]): void {
  brush.lineJoin = brush.lineCap = 'round'
  for (const [width, colour] of [[6, COLOURS.casing], [3, COLOURS.track]] as const) {
    brush.lineWidth = width
    brush.strokeStyle = colour
    for (const piece of pieces) stroke(brush, size, view, piece)
  }
  gaps(brush, size, view, pieces)
}

/** Where nobody knows the way, the line is dashed. */
function gaps(brush: CanvasRenderingContext2D, size: Size, view: View, pieces: Point[][]): void {
  brush.lineWidth = 2
  brush.setLineDash([6, 8])
  for (let at = 1; at < pieces.length; at++) stroke(brush, size, view, [pieces[at - 1]!.at(-1)!, pieces[at]![0]!])
  brush.setLineDash([])
}

/** Where to go: the thing itself in a strong outline, and a straight dashed way to its nearest corner. */
function aim(brush: CanvasRenderingContext2D, corners: Point[], from: Point | null): void {
  brush.strokeStyle = COLOURS.aim
  brush.lineWidth = 4
  brush.beginPath()
  for (const [at, { x, y }] of corners.entries()) {
    if (corners.length === 1) brush.arc(x, y, 13, 0, 2 * Math.PI)
    else if (at) brush.lineTo(x, y)
    else brush.moveTo(x, y)
  }
  brush.stroke()
  if (!from) return
  const far = (point: Point) => Math.hypot(point.x - from.x, point.y - from.y)
  const to = corners.reduce((best, point) => (far(point) < far(best) ? point : best))
  brush.lineWidth = 2
  brush.setLineDash([8, 8])
  brush.beginPath()
  brush.moveTo(from.x, from.y)
  brush.lineTo(to.x, to.y)
  brush.stroke()
  brush.setLineDash([])
}

function position(brush: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  brush.beginPath()
  brush.arc(x, y, Math.max(radius, 12), 0, 2 * Math.PI)
  brush.fillStyle = 'rgb(13 59 51 / 14%)'
  brush.fill()
  brush.beginPath()
  brush.arc(x, y, 9, 0, 2 * Math.PI)
  brush.fillStyle = COLOURS.here
  brush.fill()
  brush.strokeStyle = '#fff'
  brush.lineWidth = 3
  brush.stroke()
}

/** The largest round length that is not longer. */
function roundMetres(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres))
  return [5, 2, 1].map((digit) => digit * power).find((round) => round <= metres) ?? power
}

function scaleBar(brush: CanvasRenderingContext2D, size: Size, view: View): void {
  const metres = roundMetres(view.scale * SCALE_PX)
  const width = metres / view.scale
  const y = size.height - 14
  const words = metres < 1000 ? `${metres} m` : `${metres / 1000} km`
  brush.font = '600 18px system-ui, sans-serif'
  brush.lineCap = brush.lineJoin = 'round'
  for (const [wider, colour] of [[4, COLOURS.casing], [0, COLOURS.words]] as const) {
    brush.strokeStyle = brush.fillStyle = colour
    brush.lineWidth = 2 + wider
    brush.beginPath()
    brush.moveTo(14, y - 6)
    brush.lineTo(14, y)
    brush.lineTo(14 + width, y)
    brush.lineTo(14 + width, y - 6)
    brush.stroke()
    if (wider) brush.strokeText(words, 20, y - 8)
    else brush.fillText(words, 20, y - 8)
  }
}
