import { useSignal } from '@preact/signals'
import { call } from '../../shared/api'
import { Field } from '../form/field'
import { refusalOf } from '../form/refusal'
import { catalogue, m } from '../messages'

const LEAST = 8

const t = catalogue(
  {
    title: '修改密码',
    present: '原密码',
    new: '新密码',
    newHint: `至少 ${LEAST} 位`,
    again: '再输一次新密码',
    differ: '两次输入的新密码不一样。',
    save: '修改',
    done: '密码已修改；您的其他设备已退出登录。',
    also: '修改后，您的其他设备会退出登录。',
  },
  {
    title: 'Change my password',
    present: 'Present password',
    new: 'New password',
    newHint: `at least ${LEAST} characters`,
    again: 'New password again',
    differ: 'The two new passwords differ.',
    save: 'Change it',
    done: 'The password was changed; your other devices are signed out.',
    also: 'Your other devices will be signed out.',
  },
)

/** One's own password changed, by whoever knows the present one. */
export function OwnPassword() {
  const said = useSignal({ present: '', fresh: '', again: '' })
  const refused = useSignal<{ message: string; fields: Record<string, string> } | null>(null)
  const done = useSignal(false)
  const text = t.value

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const { present, fresh, again } = said.peek()
    if (fresh !== again) return void (refused.value = { message: text.differ, fields: { again: text.differ } })
    try {
      await call('me/password', { method: 'POST', body: { present, new: fresh } })
      done.value = true
    } catch (failure) {
      refused.value = refusalOf(failure, m.peek().unreachable.title)
    }
  }

  if (done.value) {
    return (
      <p class="note note-good" role="status">
        {text.done}
      </p>
    )
  }
  const errors = refused.value?.fields ?? {}
  const field = (label: string, name: 'present' | 'fresh' | 'again', error: string | undefined, hint?: string) => (
    <Field label={label} hint={hint} error={error}>
      {(id) => (
        <input
          id={id}
          type="password"
          required
          minLength={name === 'present' ? 1 : LEAST}
          maxLength={256}
          autocomplete={name === 'present' ? 'current-password' : 'new-password'}
          value={said.value[name]}
          onInput={(event) => (said.value = { ...said.peek(), [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <form class="own-password" aria-label={text.title} onSubmit={(event) => void submit(event)}>
      {field(text.present, 'present', errors.present)}
      {field(text.new, 'fresh', errors.password ?? errors.new, text.newHint)}
      {field(text.again, 'again', errors.again)}
      <small>{text.also}</small>
      {refused.value && Object.keys(errors).length === 0 && (
        <p class="note note-bad" role="alert">
          {refused.value.message}
        </p>
      )}
      <button type="submit" class="button button-main">
        {text.save}
      </button>
    </form>
  )
}
