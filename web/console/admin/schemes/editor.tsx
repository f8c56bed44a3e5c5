import { useSignal } from '@preact/signals'
import { Refused } from '../../../shared/api'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { Field } from '../../form/field'
import { m } from '../../messages'
import type { Post } from '../../wire'
import { Head } from '../head'
import { done, indicators, openScheme } from './data'
import { change, draft, fullScore, written, type Draft } from './draft'
import { t } from './messages'
import { Scoring } from './scoring'

const POSTS: readonly Post[] = ['county_chief', 'township_chief', 'village_chief', 'patroller', 'ranger', 'supervision']

/** A scheme of assessment being written: whom it is for, from when, its indicators, their weights and how they score. */
export function Editor({ now }: { now: Draft }) {
  const wrong = useSignal<Record<string, unknown>>({})
  const text = t.value
  const words = (field: 'name' | 'source') => (
    <Field label={field === 'name' ? text.name : text.source} required error={told(wrong.value[field])}>
      {(id) => <input id={id} maxLength={200} value={now[field]} onInput={(event) => change({ [field]: event.currentTarget.value })} />}
    </Field>
  )
  const days = (field: 'least_days' | 'appeal_days') => (
    <Field label={text[field]} error={told(wrong.value[field])}>
      {(id) => <input id={id} type="number" min={0} max={366} value={now[field]} onInput={(event) => change({ [field]: event.currentTarget.valueAsNumber || 0 })} />}
    </Field>
  )

  async function send() {
    wrong.value = {}
    await openScheme(written(draft.peek()!)).catch((failure) => {
      if (failure instanceof Refused) wrong.value = failure.fields
      throw failure
    })
    done.value = { said: t.peek().opened(draft.peek()!.name, draft.peek()!.from) }
    draft.value = null
  }

  return (
    <div class="board">
      <Head title={text.write} back={text.back} onBack={() => (draft.value = null)} />
      <p class="note note-info">{text.note}</p>
      <form class="admin-card admin-form" aria-label={text.write} onSubmit={(event) => event.preventDefault()}>
        <Whom now={now} wrong={wrong.value} />
        {words('name')}
        {words('source')}
        <Field label={text.from} required error={told(wrong.value.from)}>
          {(id) => <input id={id} type="date" value={now.from} onInput={(event) => change({ from: event.currentTarget.value })} />}
        </Field>
        {days('least_days')}
        {days('appeal_days')}
        <div class="admin-wide">
          <Scoring now={now} wrong={wrong.value} />
        </div>
        <div class="admin-acts">
          <Asked label={text.write} main disabled={!now.name || !now.source || !now.from || fullScore(now) === 0} question={text.openSure(now.name, now.from, count(fullScore(now)))} does={send} />
        </div>
      </form>
    </div>
  )
}

const told = (said: unknown): string | undefined => (said === undefined ? undefined : String(said))

function Whom({ now, wrong }: { now: Draft; wrong: Record<string, unknown> }) {
  const whom = now.subject === 'township' ? '' : (now.post ?? '')
  return (
    <Field label={t.value.whom} required error={told(wrong.post)}>
      {(id) => (
        <select
          id={id}
          value={whom}
          onChange={(event) => {
            const post = (event.currentTarget.value || null) as Post | null
            const subject = post ? ('officer' as const) : ('township' as const)
            const fits = new Set((indicators.data.peek() ?? []).filter(({ subjects }) => subjects.includes(subject)).map(({ indicator }) => indicator))
            change({ subject, post, indicators: now.indicators.filter(({ indicator }) => fits.has(indicator)) })
          }}
        >
          <option value="">{t.value.subjects.township}</option>
          {POSTS.map((each) => (
            <option key={each} value={each}>
              {m.value.posts[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
