import { render } from 'preact'
import './styles/base.css'
import './styles/parts.css'
import './styles/home.css'
import './styles/walk.css'
import './styles/records.css'
import './styles/goal.css'
import './styles/cases.css'
import { App } from './app'
import { start } from './start'

render(<App />, document.getElementById('app')!)
void start()
