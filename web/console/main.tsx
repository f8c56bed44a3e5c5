import { render } from 'preact'
import '../shared/tokens.css'
import './styles/parts.css'
import './styles/signin.css'
import './styles/bar.css'
import './styles/stage.css'
import './styles/map.css'
import './styles/table.css'
import './styles/targets.css'
import './styles/phone.css'
import './styles/print.css'
import { App } from './app'
import { recognise } from './session'

render(<App />, document.getElementById('app')!)
void recognise()
