import { useEffect } from 'preact/hooks'
import { locale, type Locale } from '../../shared/locale'
import { carried, sync, syncing } from '../carried'
import { skew } from '../client'
import { megabytes, moment, span } from '../figures'
import { m } from '../messages'
import { Notices } from '../parts/notices'
import { Standing } from '../parts/standing'
import { useStored } from '../parts/stored'
import { go } from '../place'
import { drafts } from '../queue/steps'
import { unsent } from '../queue/unsent'
import { Leaving } from './leaving'
import { Maps } from './maps'
import { officer, signOut } from '../session'
import { measureStorage, persisted, used } from '../storage'

const LANGUAGES: readonly (readonly [Locale, string])[] = [
  ['zh-CN', '中文'],
  ['en', 'English'],
]

/** Language, storage, clock, sync, and signing out. */
export function Me() {
  const who = officer.value!
  const text = m.value.me
  const left = useStored(() => unsent(who.username), who.username, drafts.value)
  useEffect(() => void measureStorage(), [])

  async function leave() {
    await signOut()
    go('home')
  }

  return (
    <>
      <header class="head">
        <div>
          <h1>{who.name}</h1>
          <p>
            {m.value.posts[who.post] ?? who.post} · {who.division.name} · {who.username}
          </p>
        </div>
        <Standing />
      </header>
      <main class="page">
        <Notices />
        <section class="sheet lines">
          <h2>{text.language}</h2>
          <div class="choice" role="radiogroup" aria-label={text.language}>
            {LANGUAGES.map(([code, name]) => (
              <button key={code} type="button" role="radio" aria-checked={locale.value === code} lang={code} onClick={() => (locale.value = code)}>
                {name}
              </button>
            ))}
          </div>
          <h2>{text.synced}</h2>
          <p>{carried.value ? moment(carried.value.at) : text.never}</p>
          <button type="button" class="button" disabled={syncing.value} onClick={() => void sync()}>
            {syncing.value ? text.syncing : text.sync}
          </button>
          <h2>{text.storage}</h2>
          {used.value && <p>{text.used(megabytes(used.value.used), megabytes(used.value.quota))}</p>}
          {!!left?.others && <p>{m.value.notice.othersQueue(left.others)}</p>}
          {persisted.value !== null && <p>{persisted.value ? text.kept : text.notKept}</p>}
          <h2>{text.clock}</h2>
          <p>{skew.value === null ? text.clockUnknown : Math.abs(skew.value) < 120_000 ? text.clockGood : m.value.notice.clock(span(skew.value), skew.value < 0)}</p>
          <h2>{text.version}</h2>
          <p>{__APP_VERSION__}</p>
          <a class="button" href="/handbook/ranger" target="_blank">
            {text.handbook}
          </a>
        </section>
        <Maps />
        <Leaving unsent={left?.mine ?? 0} onLeave={() => void leave()} />
      </main>
    </>
  )
}
