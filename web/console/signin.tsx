import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Refused } from '../shared/api'
import { LanguageSwitch } from './bar/language'
import { m } from './messages'
import { signIn } from './session'
import { Landscape, Mark } from './art'

/** The first page: name, password, and what the server says when they are wrong. */
export function SignIn({ expired }: { expired: boolean }) {
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  const shown = useSignal(false)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const entered = new FormData(form.current!)
    const username = String(entered.get('username')).trim()
    const password = String(entered.get('password'))
    if (!username || !password) return void (problem.value = m.value.signIn.needBoth)
    busy.value = true
    problem.value = null
    try {
      await signIn(username, password)
    } catch (failure) {
      problem.value = failure instanceof Refused ? failure.message : m.value.unreachable.title
    }
    busy.value = false
  }

  const text = m.value.signIn
  const secret = { name: 'password', autocomplete: 'current-password', required: true } as const
  return (
    <div class="signin">
      <Landscape />
      <header class="signin-top">
        <LanguageSwitch />
      </header>
      <main class="signin-card">
        <Mark size={44} />
        <h1>{m.value.product}</h1>
        <p class="signin-slogan">{m.value.slogan}</p>
        <form ref={form} onSubmit={submit} noValidate aria-label={text.title}>
          {expired && (
            <p class="note note-warn" role="status">
              {text.expired}
            </p>
          )}
          <label>
            <span>{text.username}</span>
            <input name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required />
          </label>
          <label>
            <span>{text.password}</span>
            <span class="secret">
              {shown.value ? <input {...secret} type="text" /> : <input {...secret} type="password" />}
              <button type="button" class="link" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>
                {shown.value ? text.hide : text.show}
              </button>
            </span>
          </label>
          <p class="note note-bad" role="alert" hidden={!problem.value}>
            {problem.value}
          </p>
          <button class="button button-main" type="submit" disabled={busy.value}>
            {busy.value ? text.busy : text.submit}
          </button>
        </form>
      </main>
    </div>
  )
}
