import { Bar } from './bar/bar'
import { BOARDS } from './boards'
import { m } from './messages'
import { division, period, tab, today, year } from './picture'
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
  return (
    <div class="console" data-tab={tab.value}>
      <Bar me={me} />
      <PaperHead />
      <div class="console-body">
        <Rail />
        <main>
          <Subject />
        </main>
      </div>
    </div>
  )
}

/** What a printed board is of: its name, place and time as far as it has them, and the day it was printed on. */
function PaperHead() {
  const { picks } = BOARDS.find(({ id }) => id === tab.value)!
  const has = (pick: (typeof picks)[number]) => picks.includes(pick)
  const days = has('period') && period.value
  return (
    <p class="print-only">
      {[
        m.value.tabs[tab.value],
        has('division') && (division.value ? placeName(division.value) : m.value.divisions.whole),
        has('year') && year.value,
        days && m.value.period.span(days.from, days.to),
        m.value.print.made(today.value),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}
