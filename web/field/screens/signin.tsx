import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { locale } from '../../shared/locale'
import { Refused } from '../client'
import { m } from '../messages'
import { Notices } from '../parts/notices'
import { wantsSignIn } from '../parts/wishes'
import { session, signIn } from '../session'
import { signedIn } from '../start'

const SECRET = { name: 'password', autocomplete: 'current-password', required: true } as const

/** Name and password; the only page that needs a network, and only once. */
export function SignIn() {
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  const shown = useSignal(false)
  const form = useRef<HTMLFormElement>(null)
  const text = m.value.signIn
  const known = session.value?.officer.username ?? ''

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const entered = new FormData(form.current!)
    const username = String(entered.get('username')).trim()
    const password = String(entered.get('password'))
    if (!username || !password) return void (problem.value = text.needBoth)
    busy.value = true
    problem.value = null
    try {
      await signIn(username, password)
      wantsSignIn.value = false
      void signedIn()
    } catch (failure) {
      problem.value = failure instanceof Refused ? failure.message : text.noNetwork
    }
    busy.value = false
  }

  return (
    <div class="signin">
      <header>
        <button type="button" class="button-plain" onClick={() => (locale.value = locale.value === 'en' ? 'zh-CN' : 'en')}>
          {text.language}
        </button>
      </header>
      <main>
        <img src="/field/icons/icon-192.png" width="88" height="88" alt="" />
        <h1>{m.value.product}</h1>
        <p class="slogan">{m.value.slogan}</p>
        <Notices />
        <form ref={form} onSubmit={submit} noValidate aria-label={text.title}>
          <label>
            {text.username}
            <input name="username" defaultValue={known} autocomplete="username" autocapitalize="none" spellcheck={false} required />
          </label>
          <label>
            {text.password}
            {shown.value ? <input {...SECRET} type="text" /> : <input {...SECRET} type="password" />}
          </label>
          <label class="tick">
            <input type="checkbox" checked={shown.value} onChange={() => (shown.value = !shown.value)} />
            {text.show}
          </label>
          {problem.value && (
            <p class="problem" role="alert">
              {problem.value}
            </p>
          )}
          <button class="button button-main" type="submit" disabled={busy.value}>
            {busy.value ? text.busy : text.submit}
          </button>
          {session.value && (
            <button class="button button-quiet" type="button" onClick={() => (wantsSignIn.value = false)}>
              {m.value.cancel}
            </button>
          )}
        </form>
      </main>
    </div>
  )
}
