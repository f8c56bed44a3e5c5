import { LanguageSwitch } from './bar/language'
import { m } from './messages'
import { recognise, session } from './session'
import { SignIn } from './signin'
import { Trouble, Waiting } from './states'

/** What stands in the window: waiting, no server, sign-in, or the console itself. */
export function App() {
  const now = session.value
  document.title = m.value.product
  switch (now.state) {
    case 'checking':
      return <Waiting />
    case 'unreachable':
      return <Trouble failure={null} onRetry={recognise} />
    case 'out':
      return <SignIn expired={now.expired} />
    case 'in':
      return <LanguageSwitch />
  }
}
