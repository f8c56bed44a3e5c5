import { Map as Maplibre, type LngLatBoundsLike } from 'maplibre-gl'
import { frameOf, INCH_MM, PAPERS, PIXEL_MM, type Paper } from './sizes'

const MARGIN_PX = 12
const PATIENCE_MS = 60_000

export interface Painted {
  image: HTMLCanvasElement
  /** Metres on the ground of one millimetre on paper, in the middle of the map. */
  metresPerMm: number
}

/** The map as it stands, drawn anew at the resolution of paper with these bounds inside the frame of a sheet. */
export function paint(map: Maplibre, bounds: LngLatBoundsLike, paper: Paper, abort: AbortSignal): Promise<Painted> {
  const { dpi } = PAPERS[paper]
  const frame = frameOf(PAPERS[paper])
  const place = document.createElement('div')
  place.className = 'paper-place'
  place.style.width = `${frame.width / PIXEL_MM}px`
  place.style.height = `${frame.height / PIXEL_MM}px`
  document.body.append(place)
  const drawn = new Maplibre({
    container: place,
    style: map.getStyle(),
    bounds,
    fitBoundsOptions: { padding: MARGIN_PX },
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: (dpi * PIXEL_MM) / INCH_MM,
    canvasContextAttributes: { preserveDrawingBuffer: true },
    localIdeographFontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  })
  return new Promise<Painted>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('late')), PATIENCE_MS)
    abort.addEventListener('abort', () => reject(new Error('aborted')))
    drawn.once('idle', () => {
      clearTimeout(late)
      resolve({ image: copied(drawn.getCanvas()), metresPerMm: metresPerPixel(drawn) / PIXEL_MM })
    })
  }).finally(() => {
    drawn.remove()
    place.remove()
  })
}

function copied(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  copy.getContext('2d')!.drawImage(canvas, 0, 0)
  return copy
}

function metresPerPixel(map: Maplibre): number {
  const world = 512 * 2 ** map.getZoom()
  return (40_075_016.686 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / world
}
