import { Bar } from './bar/bar'
import { m } from './messages'
import { division, period, tab } from './picture'
import { Rail } from './rail/rail'
import { placeName, recognise, session, type Me } from './session'
import { SignIn } from './signin'
import { Trouble, Waiting } from './states'
import { Subject } from './subject'

/** What stands in the window: waiting, no server, sign-in, or the console itself. */
export function App() {
  const now = session.value
  document.title = now.state === 'in' ? `${m.value.tabs[tab.value]} · ${m.value.product}` : m.value.product
  switch (now.state) {
    case 'checking':
      return <Waiting />
    case 'unreachable':
      return <Trouble failure={null} onRetry={recognise} />
    case 'out':
      return <SignIn expired={now.expired} />
    case 'in':
      return <Console me={now.me} />
  }
}

function Console({ me }: { me: Me }) {
  const days = period.value
  return (
    <div class="console" data-tab={tab.value}>
      <Bar me={me} />
      {days && (
        <p class="print-only">
          {m.value.tabs[tab.value]} · {division.value ? placeName(division.value) : m.value.divisions.whole} · {m.value.period.span(days.from, days.to)}
        </p>
      )}
      <div class="console-body">
        <Rail />
        <main>
          <Subject />
        </main>
      </div>
    </div>
  )
}
