import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { drawn } from '../pack/packs'
import type { Goal } from '../walk/bearing'
import type { Located } from '../walk/position'
import type { Walk } from '../walk/walk'
import { FieldMap } from './map'
import { PackMap } from './tiled'

export interface Charted {
  walk: Walk | null
  spot: Located | null
  goal?: Goal
}

type Mount = typeof import('./engine').mount

/** The map of the phone: the offline pack where one is there, else a drawing of what the phone carries. */
export function Chart(charted: Charted) {
  const mount = useSignal<Mount | null>(null)
  const failed = useSignal(false)
  const pack = drawn.value
  useEffect(() => {
    if (pack) void import('./engine').then((engine) => (mount.value = engine.mount)).catch(() => (failed.value = true))
  }, [pack?.key])
  if (!pack || !mount.value || failed.value) return <FieldMap {...charted} />
  return <PackMap key={pack.key} {...charted} pack={pack} mount={mount.value} onFail={() => (failed.value = true)} />
}
