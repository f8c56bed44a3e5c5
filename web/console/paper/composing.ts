import { number } from '../../shared/figures'
import type { Painted } from './painting'
import { frameOf, INCH_MM, PAPERS, type Paper } from './sizes'
import { texts } from './messages'

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
const INK = '#15211d'
const SOFT = '#4b5a54'
const LONGEST_BAR_MM = 45

/** A line of the legend: how it looks, and what it means. */
export interface Key {
  label: string
  look: { kind: 'line' | 'dashes' | 'area' | 'dot'; colour: string }
}

export interface Said {
  title: string
  legend: { title: string; keys: Key[] }[]
  foot: string[]
  approval: string
}

/** One sheet: title, map in its frame, legend, north arrow, scale, and at the foot what it stands on. Millimetres throughout. */
export function compose(paper: Paper, painted: Painted, said: Said): HTMLCanvasElement {
  const { width, height, dpi } = PAPERS[paper]
  const sheet = document.createElement('canvas')
  sheet.width = Math.round((width * dpi) / INCH_MM)
  sheet.height = Math.round((height * dpi) / INCH_MM)
  const pen = sheet.getContext('2d')!
  pen.scale(dpi / INCH_MM, dpi / INCH_MM)
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, width, height)
  const frame = frameOf({ width, height })
  write(pen, said.title, width / 2, 15.5, 8, INK, 'center', true)
  pen.drawImage(painted.image, frame.left, frame.top, frame.width, frame.height)
  border(pen, frame)
  legend(pen, frame, said.legend)
  northArrow(pen, frame.left + frame.width - 11, frame.top + 8)
  scaleBar(pen, frame, painted.metresPerMm)
  const foot = frame.top + frame.height + 7
  write(pen, said.foot.join('　'), frame.left, foot, 3, SOFT, 'left')
  if (said.approval) write(pen, texts.value.approvalOn(said.approval), frame.left + frame.width, foot, 3, INK, 'right', true)
  return sheet
}

type Frame = ReturnType<typeof frameOf>

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, size: number, colour: string, align: CanvasTextAlign, bold = false): void {
  pen.font = `${bold ? 600 : 400} ${size}px ${FONT}`
  pen.fillStyle = colour
  pen.textAlign = align
  pen.fillText(text, x, y)
}

function border(pen: CanvasRenderingContext2D, { left, top, width, height }: Frame): void {
  pen.strokeStyle = INK
  pen.lineWidth = 0.5
  pen.strokeRect(left, top, width, height)
  pen.lineWidth = 0.15
  pen.strokeRect(left - 1.2, top - 1.2, width + 2.4, height + 2.4)
}

const LINE_MM = 5.2

function legend(pen: CanvasRenderingContext2D, frame: Frame, groups: Said['legend']): void {
  const lines = groups.reduce((sum, { keys }) => sum + keys.length + 1.25, 0)
  pen.font = `400 3.2px ${FONT}`
  const widest = Math.max(...groups.flatMap(({ title, keys }) => [pen.measureText(title).width - 6, ...keys.map(({ label }) => pen.measureText(label).width)]))
  const [width, height] = [widest + 19, lines * LINE_MM + 4]
  const [left, top] = [frame.left + frame.width - width - 3, frame.top + frame.height - height - 3]
  pen.fillStyle = 'rgb(255 255 255 / 94%)'
  pen.fillRect(left, top, width, height)
  pen.strokeStyle = SOFT
  pen.lineWidth = 0.15
  pen.strokeRect(left, top, width, height)
  let y = top + 5.6
  for (const { title, keys } of groups) {
    write(pen, title, left + 4, y, 3.4, INK, 'left', true)
    y += LINE_MM * 1.05
    for (const { label, look } of keys) {
      swatch(pen, look, left + 4, y - 1.1)
      write(pen, label, left + 14.5, y, 3.2, INK, 'left')
      y += LINE_MM
    }
    y += LINE_MM * 0.2
  }
}

function swatch(pen: CanvasRenderingContext2D, { kind, colour }: Key['look'], x: number, y: number): void {
  pen.fillStyle = colour
  if (kind === 'area') pen.fillRect(x, y - 1.5, 8, 3)
  else if (kind === 'line') pen.fillRect(x, y - 0.6, 8, 1.2)
  else if (kind === 'dashes') for (const at of [0, 3, 6]) pen.fillRect(x + at, y - 0.4, 2, 0.8)
  else {
    pen.beginPath()
    pen.arc(x + 4, y, 1.2, 0, 2 * Math.PI)
    pen.fill()
    pen.strokeStyle = INK
    pen.lineWidth = 0.25
    pen.stroke()
  }
}

/** The map is never turned: north is up. */
function northArrow(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.fillStyle = 'rgb(255 255 255 / 90%)'
  pen.beginPath()
  pen.arc(x, y + 4, 8.5, 0, 2 * Math.PI)
  pen.fill()
  for (const [side, colour] of [
    [-1, INK],
    [1, '#ffffff'],
  ] as const) {
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x + side * 3, y + 9.5)
    pen.lineTo(x, y + 7.6)
    pen.closePath()
    pen.fillStyle = colour
    pen.fill()
    pen.strokeStyle = INK
    pen.lineWidth = 0.25
    pen.stroke()
  }
  write(pen, texts.value.north, x, y - 0.6, 3.4, INK, 'center', true)
}

/** A bar of a round length with its metres or kilometres, and the scale as a number for this size of paper. */
function scaleBar(pen: CanvasRenderingContext2D, frame: Frame, metresPerMm: number): void {
  const metres = roundLength(LONGEST_BAR_MM * metresPerMm)
  const length = metres / metresPerMm
  const [x, y] = [frame.left + 5, frame.top + frame.height - 6]
  pen.fillStyle = 'rgb(255 255 255 / 90%)'
  pen.fillRect(x - 3, y - 8, length + 20, 12)
  for (const half of [0, 1]) {
    pen.fillStyle = half ? '#ffffff' : INK
    pen.fillRect(x + (half * length) / 2, y, length / 2, 1.4)
  }
  pen.strokeStyle = INK
  pen.lineWidth = 0.25
  pen.strokeRect(x, y, length, 1.4)
  const said = metres < 1000 ? `${number(metres, {})} m` : `${number(metres / 1000, {})} km`
  write(pen, '0', x, y - 1.2, 2.8, INK, 'center')
  write(pen, said, x + length, y - 1.2, 2.8, INK, 'center')
  write(pen, texts.value.scale(number(roundScale(metresPerMm * 1000), {})), x, y - 4.8, 2.8, INK, 'left')
}

/** The longest of 1, 2, 5 times a power of ten that is no longer. */
export function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres))
  return [5, 2, 1].map((each) => each * power).find((each) => each <= metres) ?? power
}

/** A scale to three figures. */
function roundScale(scale: number): number {
  const power = 10 ** (Math.floor(Math.log10(scale)) - 2)
  return Math.round(scale / power) * power
}
