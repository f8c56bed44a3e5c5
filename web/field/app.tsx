import { isCase } from './cases'
import { m } from './messages'
import { Icon, type IconName } from './parts/icons'
import { wantsSignIn } from './parts/wishes'
import { go, place, type Tab } from './place'
import { Goal } from './screens/goal'
import { Home } from './screens/home'
import { IssuePage } from './screens/issue'
import { Me } from './screens/me'
import { Record } from './screens/record'
import { Recording } from './screens/recording'
import { Records } from './screens/records'
import { SignIn } from './screens/signin'
import { session } from './session'
import { broken } from './start'
import { current } from './walk/recorder'

const TABS: readonly (readonly [Tab, IconName])[] = [
  ['home', 'walk'],
  ['records', 'list'],
  ['me', 'person'],
]

/** What the phone shows: sign-in, the patrol under way, or one of three pages. */
export function App() {
  document.title = m.value.product
  if (broken.value) return <p class="hint">{m.value.notice.stored}</p>
  if (session.value === undefined) return null
  if (session.value === null || wantsSignIn.value) return <SignIn />
  if (current.value) return <Recording />
  const { tab, record } = place.value
  return (
    <div class="app">
      <div class="screen" key={`${tab}/${record}`}>
        {tab === 'home' ? record ? isCase(record) ? <IssuePage number={record} /> : <Goal code={record} /> : <Home /> : tab === 'me' ? <Me /> : record ? <Record id={record} /> : <Records />}
      </div>
      <nav class="tabs">
        {TABS.map(([each, icon]) => (
          <button key={each} type="button" aria-current={tab === each ? 'page' : undefined} onClick={() => go(each)}>
            <Icon name={icon} />
            {m.value.tabs[each]}
          </button>
        ))}
      </nav>
    </div>
  )
}
