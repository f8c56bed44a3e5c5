import { useSignal } from '@preact/signals'
import { FoldIcon } from '../bar/icons'
import { m } from '../messages'
import { groups } from '../picture'
import { phone } from '../sheet'
import { HandbookLink } from './handbook'
import { PhoneBar } from './phone'
import { Tabs } from './tabs'

const KEY = 'patrol.rail'
const ROOMY_PX = 1200

/** All boards of the reader at the left, by group; folded to its icons where the reader wants the room. On a phone a bar below. */
export function Rail() {
  const narrow = useSignal((localStorage.getItem(KEY) ?? (innerWidth < ROOMY_PX ? 'narrow' : 'wide')) === 'narrow')
  if (phone.value) return <PhoneBar />
  const text = m.value.tabs

  function fold() {
    narrow.value = !narrow.value
    localStorage.setItem(KEY, narrow.value ? 'narrow' : 'wide')
  }

  return (
    <div class="rail" data-narrow={narrow.value}>
      <Tabs groups={groups.value} upright named />
      <div class="rail-foot">
        <button class="rail-fold" type="button" aria-expanded={!narrow.value} title={narrow.value ? text.unfold : text.fold} onClick={fold}>
          <FoldIcon />
          <span>{narrow.value ? text.unfold : text.fold}</span>
        </button>
        <HandbookLink />
      </div>
    </div>
  )
}
