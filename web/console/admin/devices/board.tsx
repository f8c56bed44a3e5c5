import { count } from '../../../shared/figures'
import { call } from '../../../shared/api'
import { load } from '../../../shared/load'
import { catalogue, m } from '../../messages'
import { text } from '../../parameters'
import { whenOut } from '../../session'
import { Nothing, Trouble, Waiting } from '../../states'
import { tables, tableOf } from '../../table/columns'
import { Filters, Search } from '../../table/filters'
import { joined, listing, query } from '../../table/listing'
import { DataTable } from '../../table/table'
import type { Post } from '../../wire'
import { open, openPart } from '../parts'
import type { Device, Officer } from '../people/wire'

const t = catalogue(
  {
    title: '登录安全',
    search: '姓名、账号或设备',
    failing: (n: string) => `近半小时有 ${n} 人登录失败：`,
    tries: (name: string, n: string) => `${name} ${n} 次`,
    wait: '同一账号同一地址连续错 5 次后要等待，每错一次加倍，最多一刻钟；本人输对密码就不再等。',
    quiet: '近半小时没有人登录失败。',
    none: '没有设备登录',
    noneBody: '人员登录后，设备列在这里。',
    hint: '打开一个人，可以退出设备、重置密码。',
  },
  {
    title: 'Sign-in',
    search: 'Name, user name or device',
    failing: (n: string) => `${n} people failed to sign in during the last half hour: `,
    tries: (name: string, n: string) => `${name} ${n}×`,
    wait: 'After five mistakes from one address signing in waits, twice as long each time, a quarter of an hour at most; the right password ends it.',
    quiet: 'Nobody failed to sign in during the last half hour.',
    none: 'No device is signed in',
    noneBody: 'Devices stand here once people sign in.',
    hint: 'Open a person to sign devices out or to reset the password.',
  },
)

interface Held extends Device {
  username: string
  name: string
  post: Post
  division: string
  division_name: string | null
}

const words = text('q')
const devices = listing<Held>({
  table: () => 'devices',
  usual: '-created_at',
  path: () => (open('devices') ? joined('officers/devices', query({ text: words.value })) : null),
})
const failing = load(
  () => (open('devices') ? 'officers?failing=true&limit=20' : null),
  (path, abort) => call<{ items: Officer[]; total: number }>(path, { abort }),
)
whenOut(failing.forget)

/** Every device that is signed in, and who fails to sign in. */
export function Devices() {
  if (tables.failure.value) return <Trouble failure={tables.failure.value} onRetry={tables.reload} />
  if (!tableOf('devices')) return <Waiting />
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Filters>
        <Search label={t.value.search} of={words} />
        <span class="hint">{t.value.hint}</span>
      </Filters>
      <Failing />
      <DataTable<Held>
        list={devices}
        label={t.value.title}
        keyOf={({ id }) => String(id)}
        opens={({ username }) => ({ own: { part: 'people' }, selected: username })}
        cells={{ post: ({ post }) => m.value.posts[post], division_name: ({ division_name }) => division_name ?? '–' }}
        {...(words.value ? {} : { empty: <Nothing title={t.value.none} body={t.value.noneBody} /> })}
      />
    </div>
  )
}

function Failing() {
  const found = failing.data.value
  if (!found) return null
  if (found.total === 0) return <p class="devices-note hint">{t.value.quiet}</p>
  return (
    <p class="devices-note note note-warn">
      {t.value.failing(count(found.total))}
      {found.items.map(({ username, name, tries }) => (
        <button key={username} type="button" class="link" onClick={() => openPart('people', username)}>
          {t.value.tries(name, count(tries))}
        </button>
      ))}
      <small> {t.value.wait}</small>
    </p>
  )
}
