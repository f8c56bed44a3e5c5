import { useEffect, useState } from 'preact/hooks'
import type { Photo } from '../store/shapes'
import { Icon } from './icons'

/** The small copy of a photo. */
export function Picture({ photo }: { photo: Photo }) {
  const [address, show] = useState<string | null>(null)
  useEffect(() => {
    if (!photo.thumb) return
    const made = URL.createObjectURL(photo.thumb)
    show(made)
    return () => URL.revokeObjectURL(made)
  }, [photo.sha256])
  return address ? <img class="thumb" src={address} alt="" /> : <span class="thumb thumb-none"><Icon name="camera" /></span>
}
