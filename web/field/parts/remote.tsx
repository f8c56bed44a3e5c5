import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask } from '../client'
import { session } from '../session'
import { Icon } from './icons'

/** A photo that lies at the server: a small copy, and a large one when it is tapped. `label` says what it shows. */
export function RemotePhoto({ sha256, label, onLost }: { sha256: string; label: string; onLost: () => void }) {
  const address = useSignal<string | null>(null)
  const large = useSignal(false)
  useEffect(() => {
    let made: string | null = null
    let left = false
    void fetched(sha256, large.value ? 'screen' : 'thumb').then((content) => {
      if (!left) address.value = made = URL.createObjectURL(content)
    }, onLost)
    return () => {
      left = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [sha256, large.value])
  return (
    <button type="button" class={large.value ? 'photo photo-large' : 'photo'} aria-label={label} aria-expanded={large.value} onClick={() => (large.value = !large.value)}>
      {address.value ? <img src={address.value} alt="" /> : <Icon name="camera" />}
    </button>
  )
}

async function fetched(sha256: string, size: 'thumb' | 'screen'): Promise<Blob> {
  return (await ask(`photos/${sha256}?size=${size}`, { token: session.peek()!.token })).blob()
}
