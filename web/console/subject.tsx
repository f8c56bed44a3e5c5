import type { ComponentType } from 'preact'
import { effect, signal } from '@preact/signals'
import type { Board } from './boards'
import { m } from './messages'
import { board, tab } from './picture'
import { Trouble, Waiting } from './states'

type Load = Board['load']
type Screen = { state: 'here'; Shown: ComponentType } | { state: 'failed' } | { state: 'coming' }

/** The screens fetched so far, by what fetches them. */
const screens = signal<ReadonlyMap<Load, Screen>>(new Map())

function keep(load: Load, screen: Screen): void {
  screens.value = new Map(screens.peek()).set(load, screen)
}

function fetchScreen(load: Load): void {
  keep(load, { state: 'coming' })
  load().then(
    (Shown) => keep(load, { state: 'here', Shown }),
    () => keep(load, { state: 'failed' }),
  )
}

// While the server still says who is here, the screen that the address names is on its way already.
effect(() => {
  const { load } = board.value
  if (!screens.peek().has(load)) fetchScreen(load)
})

/** The open board's screen. Where it could not be fetched, the whole page is asked for again: the server may have a newer one. */
export function Subject() {
  const screen = screens.value.get(board.value.load)
  return (
    <div id="subject" class="subject" role="tabpanel" aria-label={m.value.tabs[tab.value]}>
      {screen?.state === 'here' ? <screen.Shown /> : screen?.state === 'failed' ? <Trouble failure={null} onRetry={() => location.reload()} /> : <Waiting />}
    </div>
  )
}
