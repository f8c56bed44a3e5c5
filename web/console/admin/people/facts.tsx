import type { Signal } from '@preact/signals'
import { DivisionSelect } from '../../form/division'
import { Field } from '../../form/field'
import { m } from '../../messages'
import { session } from '../../session'
import type { Post } from '../../wire'
import { POSTS, type Said } from './data'
import { t } from './messages'

interface Props {
  said: Signal<Said>
  errors: Record<string, string>
}

/** Only an administrator makes administrators. */
function offered(now: string): readonly Post[] {
  const who = session.value
  const admin = who.state === 'in' && who.me.officer.post === 'admin'
  return POSTS.filter((each) => each !== 'admin' || admin || now === 'admin')
}

/** What is said of an officer, as fields. */
export function Facts({ said, errors }: Props) {
  const set = (change: Partial<Said>) => (said.value = { ...said.peek(), ...change })
  const now = said.value
  return (
    <>
      <Field label={t.value.name} required error={errors.name}>
        {(id) => <input id={id} required maxLength={64} autocomplete="off" value={now.name} onInput={(event) => set({ name: event.currentTarget.value })} />}
      </Field>
      <Field label={t.value.post} required error={errors.post}>
        {(id) => (
          <select id={id} required value={now.post} onChange={(event) => set({ post: event.currentTarget.value })}>
            <option value="" />
            {offered(now.post).map((each) => (
              <option key={each} value={each}>
                {m.value.posts[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.value.division} required error={errors.division}>
        {(id) => <DivisionSelect id={id} value={now.division} onChange={(division) => set({ division })} />}
      </Field>
      <Field label={t.value.phone} error={errors.phone}>
        {(id) => <input id={id} type="tel" maxLength={40} autocomplete="off" value={now.phone ?? ''} onInput={(event) => set({ phone: event.currentTarget.value || null })} />}
      </Field>
      <Field label={t.value.officeTitle} hint={t.value.publishedHint} error={errors.office_title}>
        {(id) => <input id={id} maxLength={60} value={now.office_title ?? ''} onInput={(event) => set({ office_title: event.currentTarget.value || null })} />}
      </Field>
      <Field label={t.value.officePhone} hint={t.value.publishedHint} error={errors.office_phone}>
        {(id) => <input id={id} type="tel" maxLength={60} autocomplete="off" value={now.office_phone ?? ''} onInput={(event) => set({ office_phone: event.currentTarget.value || null })} />}
      </Field>
    </>
  )
}
