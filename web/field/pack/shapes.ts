/** The county's own base map: in the pack's file, or raster tiles in a file beside it. */
export interface Base {
  kind: 'vector' | 'raster'
  layers?: string[]
  attribution?: string
  id?: string
  version?: string
  bytes?: number
  sha256?: string
  url?: string
}

/** A map pack as the server offers it. */
export interface Offer {
  id: string
  version: string
  name: string
  bytes: number
  sha256: string
  layers: string[]
  bounds: [number, number, number, number]
  min_zoom: number
  max_zoom: number
  url: string
  base: Base | null
}

/** One file of a pack, as far as it has come. */
export interface File {
  key: string
  url: string
  bytes: number
  sha256: string
  have: number
  whole: boolean
}

/** A pack on the phone, or on its way there. */
export interface Pack {
  key: string
  offer: Offer
  files: File[]
  whole: boolean
  at: number
}

/** The files that an offer consists of. */
export function packOf(offer: Offer): Pack {
  const key = `${offer.id}/${offer.version}`
  const fresh = { have: 0, whole: false }
  const files: File[] = [{ key, url: offer.url, bytes: offer.bytes, sha256: offer.sha256, ...fresh }]
  const { base } = offer
  if (base?.kind === 'raster' && base.url && base.sha256) {
    files.push({ key: `${key}/base`, url: base.url, bytes: base.bytes ?? 0, sha256: base.sha256, ...fresh })
  }
  return { key, offer, files, whole: false, at: Date.now() }
}

export const bytesOf = (pack: Pack): number => pack.files.reduce((sum, file) => sum + file.bytes, 0)
export const haveOf = (pack: Pack): number => pack.files.reduce((sum, file) => sum + file.have, 0)
