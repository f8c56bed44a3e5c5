import { render } from 'preact'
import '../shared/tokens.css'
import './styles/parts.css'
import './styles/signin.css'
import { App } from './app'
import { recognise } from './session'

render(<App />, document.getElementById('app')!)
void recognise()
