/** Sheets in millimetres, and how many dots an inch of them has: what a browser can draw at once. */
export const PAPERS = {
  a4: { width: 297, height: 210, dpi: 220 },
  a3: { width: 420, height: 297, dpi: 170 },
} as const
export type Paper = keyof typeof PAPERS

export const INCH_MM = 25.4
/** A pixel of style sheets is the 96th part of an inch. */
export const PIXEL_MM = INCH_MM / 96

/** The frame of the map on a sheet, in millimetres from its left upper corner: below the title, above the foot. */
export function frameOf({ width, height }: { width: number; height: number }) {
  return { left: 10, top: 24, width: width - 20, height: height - 24 - 18 }
}
