import { useSignal } from '@preact/signals'
import { addDays } from '../../../shared/days'
import { Asked } from '../../form/asked'
import { DivisionSelect } from '../../form/division'
import { Field } from '../../form/field'
import { m } from '../../messages'
import { today } from '../../picture'
import { home } from '../../session'
import type { Post } from '../../wire'
import { Head } from '../head'
import { PATROLLING } from '../people/data'
import { add, doing, done, PERIODS, reachOf, type Wanted } from './data'
import { t } from './messages'
import { Reaching } from './reach'

const MINUTE_S = 60
const HOUR_S = 3600

/** A form for one rule; what it would do is told before it is opened. */
export function NewRule() {
  const wanted = useSignal<Wanted>({ division: home.value?.code ?? '', post: 'patroller', kind: 'river', per: 'object', times: 1, period: 'week', from: addDays(today.value, 1) })
  const set = (change: Partial<Wanted>) => (wanted.value = { ...wanted.peek(), ...change })
  const now = wanted.value
  const text = t.value
  const amount = (label: string, value: number | undefined, give: (value: number) => Partial<Wanted>, parts = 1, most = 1_000_000) => (
    <Field label={label}>{(id) => <input id={id} type="number" min={0} max={most} value={value ? value / parts : ''} onInput={(event) => set(give((event.currentTarget.valueAsNumber || 0) * parts))} />}</Field>
  )
  const season = (label: string, name: 'season_from' | 'season_to') => (
    <Field label={label}>{(id) => <input id={id} pattern="\d\d-\d\d" placeholder="03-01" maxLength={5} value={String(now[name] ?? '')} onInput={(event) => set({ [name]: event.currentTarget.value || null })} />}</Field>
  )
  return (
    <div class="board">
      <Head title={text.add} back={text.back} onBack={() => doing.set(null)} />
      <p class="note note-info">{text.note}</p>
      <form class="admin-card admin-form" aria-label={text.add} onSubmit={(event) => event.preventDefault()}>
        <Field label={text.division} required>
          {(id) => <DivisionSelect id={id} value={now.division} onChange={(division) => set({ division })} />}
        </Field>
        <Field label={text.post} required>
          {(id) => (
            <select id={id} value={now.post} onChange={(event) => set({ post: event.currentTarget.value as Post })}>
              {PATROLLING.map((each) => (
                <option key={each} value={each}>
                  {m.value.posts[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text.kind} required>
          {(id) => (
            <select id={id} value={now.kind} onChange={(event) => set({ kind: event.currentTarget.value as Wanted['kind'] })}>
              {(['river', 'forest'] as const).map((each) => (
                <option key={each} value={each}>
                  {text.kinds[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text.perLabel} required>
          {(id) => (
            <select id={id} value={now.per} onChange={(event) => set({ per: event.currentTarget.value as 'object' | 'person' })}>
              {(['object', 'person'] as const).map((each) => (
                <option key={each} value={each}>
                  {text.per[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text.period} required>
          {(id) => (
            <select id={id} value={now.period} onChange={(event) => set({ period: event.currentTarget.value as Wanted['period'] })}>
              {PERIODS.map((each) => (
                <option key={each} value={each}>
                  {text.periods[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text.times} required>
          {(id) => <input id={id} type="number" min={1} max={1000} value={now.times} onInput={(event) => set({ times: event.currentTarget.valueAsNumber || 1 })} />}
        </Field>
        {amount(text.minutesLabel, now.min_duration_s, (min_duration_s) => ({ min_duration_s }), MINUTE_S, 10_080)}
        {amount(text.metresLabel, now.min_distance_m, (min_distance_m) => ({ min_distance_m }))}
        {amount(text.shareLabel, now.min_own_share, (min_own_share) => ({ min_own_share }), 0.01, 100)}
        {amount(text.coolLabel, now.cool_down_s, (cool_down_s) => ({ cool_down_s }), HOUR_S, 8784)}
        {season(text.seasonFrom, 'season_from')}
        {season(text.seasonTo, 'season_to')}
        <Field label={text.classLabel}>{(id) => <input id={id} maxLength={50} value={now.object_class ?? ''} onInput={(event) => set({ object_class: event.currentTarget.value || null })} />}</Field>
        <Field label={text.from} required hint={text.fromHint}>
          {(id) => <input id={id} type="date" value={now.from} onInput={(event) => set({ from: event.currentTarget.value })} />}
        </Field>
        <Field label={text.source}>{(id) => <input id={id} maxLength={500} value={now.source ?? ''} onInput={(event) => set({ source: event.currentTarget.value || null })} />}</Field>
        <div class="admin-wide">
          {(['inside_own', 'distinct_days'] as const).map((each) => (
            <label key={each} class="field-check">
              <input type="checkbox" checked={now[each] === true} onChange={(event) => set({ [each]: event.currentTarget.checked })} />
              {each === 'inside_own' ? text.inside : text.distinct}
            </label>
          ))}
          {(['deputies', 'drones'] as const).map((each) => (
            <label key={each} class="field-check">
              <input type="checkbox" checked={now[`${each}_allowed`] !== false} onChange={(event) => set({ [`${each}_allowed`]: event.currentTarget.checked })} />
              {text[each]}
            </label>
          ))}
        </div>
        <div class="admin-acts">
          <Asked
            label={text.create}
            main
            disabled={!now.division || !now.from}
            question={async () => <Reaching wanted={wanted.peek()} reach={await reachOf(wanted.peek())} />}
            does={async () => {
              await add(wanted.peek())
              done.value = { said: t.peek().added(wanted.peek().from) }
              doing.set(null)
            }}
          />
        </div>
      </form>
    </div>
  )
}
