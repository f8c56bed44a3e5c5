import { useSignal } from '@preact/signals'
import { call } from '../../../shared/api'
import { addDays } from '../../../shared/days'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { DivisionSelect } from '../../form/division'
import { Done } from '../../form/done'
import { Field } from '../../form/field'
import { refusalOf } from '../../form/refusal'
import { m } from '../../messages'
import { today } from '../../picture'
import { home, placeName } from '../../session'
import { Nothing, Trouble, Waiting } from '../../states'
import { moment } from '../../../shared/zone'
import { Head } from '../head'
import { doing, done, rescore, rescorings, type Rescoring, type ScoreChange } from './data'
import { t } from './messages'

const SHOWN = 20

/** Past days judged again by the rules as they stand now: an act with a reason, that keeps every score of before and after. */
export function Rescorings() {
  const text = t.value.rescoring
  return (
    <div class="board">
      <Head
        title={text.title}
        back={t.value.back}
        onBack={() => {
          done.value = null
          doing.set(null)
        }}
      />
      <p class="note note-info">{text.note}</p>
      <Done of={done} />
      <Form />
      <section class="admin-card admin-flush">
        <Earlier />
      </section>
    </div>
  )
}

function Form() {
  const wanted = useSignal({ division: home.value?.code ?? '', from: addDays(today.value, -30), to: today.value, reason: '' })
  const refused = useSignal<Record<string, string>>({})
  const set = (change: Partial<typeof wanted.value>) => (wanted.value = { ...wanted.peek(), ...change })
  const now = wanted.value
  const text = t.value.rescoring

  async function act() {
    refused.value = {}
    try {
      const { patrols, changed } = await rescore(wanted.peek())
      done.value = { said: t.peek().rescoring.done(count(patrols), count(changed)) }
      set({ reason: '' })
    } catch (failure) {
      refused.value = refusalOf(failure, m.peek().unreachable.title).fields
      throw failure
    }
  }

  return (
    <form class="admin-card admin-form" aria-label={text.title} onSubmit={(event) => event.preventDefault()}>
      <Field label={t.value.division} required error={refused.value.division}>
        {(id) => <DivisionSelect id={id} value={now.division} onChange={(division) => set({ division })} />}
      </Field>
      <Field label={text.from} required error={refused.value.from}>
        {(id) => <input id={id} type="date" max={today.value} value={now.from} onInput={(event) => set({ from: event.currentTarget.value })} />}
      </Field>
      <Field label={text.to} required error={refused.value.to}>
        {(id) => <input id={id} type="date" max={today.value} value={now.to} onInput={(event) => set({ to: event.currentTarget.value })} />}
      </Field>
      <div class="admin-wide">
        <Field label={text.reason} required hint={text.reasonHint} error={refused.value.reason}>
          {(id) => <textarea id={id} rows={2} maxLength={500} value={now.reason} onInput={(event) => set({ reason: event.currentTarget.value })} />}
        </Field>
      </div>
      <div class="admin-acts">
        <Asked label={text.does} main disabled={!now.division || !now.from || !now.to || !now.reason.trim()} question={text.sure(placeName(now.division), now.from, now.to)} does={act} />
      </div>
    </form>
  )
}

/** Who has judged which days again, and why; the newest first. */
function Earlier() {
  const text = t.value.rescoring
  const heads = text.heads
  if (rescorings.failure.value) return <Trouble failure={rescorings.failure.value} onRetry={rescorings.reload} />
  const rows = rescorings.data.value
  if (!rows) return <Waiting />
  if (rows.length === 0) return <Nothing title={text.none} body={text.noneBody} />
  return (
    <table class="admin-table admin-stacked rule-table" aria-label={text.earlier}>
      <thead>
        <tr>
          {(['at', 'where', 'days', 'why', 'what'] as const).map((each) => (
            <th key={each} scope="col">
              {heads[each]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-rescoring={row.id}>
            <td data-heading={heads.at}>
              {moment(row.rescored_at)}
              <small> {row.rescored_by ?? '–'}</small>
            </td>
            <td data-heading={heads.where}>{placeName(row.division)}</td>
            <td class="rule-days" data-heading={heads.days}>
              {row.from} – {row.to}
            </td>
            <td data-heading={heads.why}>{row.reason}</td>
            <td data-heading={heads.what}>
              <Found row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many scores changed; the first of them with what they were and are. */
function Found({ row }: { row: Rescoring }) {
  const shown = useSignal<ScoreChange[] | null>(null)
  const text = t.value.rescoring

  async function look() {
    const { items } = await call<{ items: ScoreChange[] }>(`rescorings/${row.id}/changes?limit=${SHOWN}`)
    shown.value = items
  }

  return (
    <>
      {text.found(count(row.patrols), count(row.changed))}
      {row.rules.length > 0 && <small> {text.late(row.rules.map(({ rule, before, after }) => `${rule}（${before} → ${after}）`).join(t.value.and))}</small>}
      {row.changed > 0 && shown.value === null && (
        <button type="button" class="link" onClick={() => void look()}>
          {text.look}
        </button>
      )}
      {shown.value && (
        <ul class="admin-rows rule-changes" tabIndex={0} aria-label={text.look}>
          {shown.value.map((each) => (
            <li key={each.patrol + each.subject + each.object_id}>
              <span>
                {text.subjects[each.subject]} <Of change={each} />
              </span>
              <span>{turned(said(each.before), said({ ...each.before, ...each.after }))}</span>
            </li>
          ))}
          {row.changed > shown.value.length && <li class="hint">{text.more(count(row.changed - shown.value.length))}</li>}
        </ul>
      )}
    </>
  )
}

/** The segment or plot whose visit it was, and the patrol by who walked and the day: links to both. */
function Of({ change: { patrol, patrolled_on, officer_name, subject, object, object_name } }: { change: ScoreChange }) {
  return (
    <>
      {object && <a href={`/?tab=${subject === 'plot' ? 'forest' : 'rivers'}&selected=${encodeURIComponent(object)}`}>{object_name ?? object}</a>}{' '}
      <a href={`/?tab=patrols&selected=${patrol}`}>
        {officer_name ?? patrol} {patrolled_on}
      </a>
    </>
  )
}

/** What became of a score; where it says the same, another rule or other reasons say it. */
const turned = (before: string, after: string): string => (before === after ? t.value.rescoring.otherwise(after) : `${before} → ${after}`)

/** What a score says: effective and counted, effective only, or neither. */
function said({ effective, counted }: ScoreChange['before']): string {
  const text = t.value.rescoring.scores
  if (effective === undefined) return counted ? text.counted : text.notCounted
  return effective ? (counted ? text.counted : text.effective) : text.not
}
