import { m } from '../messages'
import type { Delivered } from '../store/shapes'
import { Icon } from './icons'

const ICONS = { saved: 'phone', uploaded: 'cloud', verified: 'check', refused: 'warning' } as const

/** Where a record is, in the words that a ranger looks for. */
export function StateMark({ delivered, refused = false }: { delivered: Delivered; refused?: boolean }) {
  const state = refused ? 'refused' : delivered
  return (
    <span class={`state state-${state}`} data-state={state}>
      <Icon name={ICONS[state]} size={20} />
      {m.value.state[state]}
    </span>
  )
}
