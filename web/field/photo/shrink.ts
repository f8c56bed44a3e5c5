const LONGEST_PX = 1600
const THUMB_PX = 320
const QUALITY = 0.82

/** A photo ready to keep: what is sent, and a small copy for the screen (null when it cannot be drawn). */
export interface Prepared {
  content: Blob
  thumb: Blob | null
}

/** The file is no picture that this phone can open, and none that the server takes either. */
export class NotPicture extends Error {}

/** Reduces a photo to 1600 px JPEG; as evidence it stays as the camera made it. */
export async function prepare(file: File, evidence: boolean): Promise<Prepared> {
  const image = await decode(file)
  if (!image) {
    if (!/^image\/(heic|heif)$/.test(file.type)) throw new NotPicture(file.type)
    return { content: file, thumb: null }
  }
  try {
    const thumb = await drawn(image, THUMB_PX)
    return { content: evidence ? file : await drawn(image, LONGEST_PX), thumb }
  } finally {
    image.close()
  }
}

async function decode(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}

async function drawn(image: ImageBitmap, longest: number): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const brush = canvas.getContext('2d')!
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new NotPicture('canvas')
  return blob
}
