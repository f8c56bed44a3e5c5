import { render } from 'preact'
import '../shared/tokens.css'
import './styles/parts.css'
import './styles/signin.css'
import './styles/bar.css'
import './styles/rail.css'
import './styles/pickers.css'
import './styles/stage.css'
import './styles/map.css'
import './styles/table.css'
import './styles/board.css'
import './styles/inbox.css'
import './styles/phone.css'
import './styles/print.css'
import { App } from './app'
import { tab } from './picture'
import { recognise } from './session'

const root = document.getElementById('app')!
if (new URLSearchParams(location.search).has('wall')) void import('./wall/wall').then(({ Wall }) => render(<Wall />, root))
else begin()

function begin(): void {
  render(<App />, root)
  void recognise()
  // The map's library is on its way while the server says who is here; the map itself deals with its absence. A board without
  // a large map does not wait for it.
  if (tab.peek() === 'rivers' || tab.peek() === 'forest') import('./map/engine').catch(() => undefined)
}
