import { signal, useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { Field } from '../../form/field'
import { today } from '../../picture'
import { done, maySet, setClock, SEVERITIES, STATES, UNITS, type Clock } from './data'
import { t } from './messages'

const changing = signal<string | null>(null)
const keyOf = ({ state, severity }: Clock): string => `${state} ${severity}`
const stateOf = (state: string): string => (t.value.states as Record<string, string>)[state] ?? state
const severityOf = (severity: Clock['severity']): string => (severity ? t.value.severities[severity] : t.value.anySeverity)
const FRESH: Clock = { state: 'found', severity: '', amount: 3, unit: 'working_days', valid_from: '', source: null }
const lasts = ({ amount, unit }: Pick<Clock, 'amount' | 'unit'>): string => `${count(amount)} ${t.value.units[unit]}`

/** How long an issue may stay in each state, by severity. */
export function Clocks({ rows }: { rows: readonly Clock[] }) {
  const heads = t.value.heads
  const order = (state: string) => (STATES as readonly string[]).indexOf(state)
  const sorted = [...rows].sort((a, b) => order(a.state) - order(b.state) || a.severity.localeCompare(b.severity))
  return (
    <>
      <NewClock />
      <section class="admin-card admin-flush">
        <table class="admin-table admin-stacked" aria-label={t.value.views.clocks}>
          <thead>
            <tr>
              {(['state', 'severity', 'amount', 'from'] as const).map((each) => (
                <th key={each} scope="col">
                  {heads[each]}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) =>
              changing.value === keyOf(row) ? (
                <tr key={keyOf(row)}>
                  <td colSpan={5}>
                    <ClockForm clock={row} onClose={() => (changing.value = null)} />
                  </td>
                </tr>
              ) : (
                <tr key={keyOf(row)} data-clock={keyOf(row)}>
                  <td data-heading={heads.state}>{stateOf(row.state)}</td>
                  <td data-heading={heads.severity}>{severityOf(row.severity)}</td>
                  <td data-heading={heads.amount}>{lasts(row)}</td>
                  <td data-heading={heads.from}>{row.valid_from > '1950-01-01' ? row.valid_from : '–'}</td>
                  <td class="admin-act">
                    {maySet() && (
                      <button type="button" class="button" onClick={() => (changing.value = keyOf(row))}>
                        {t.value.change}
                      </button>
                    )}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </>
  )
}

/** A clock for a state and a severity that have none yet; for those that have one it is their next. */
function NewClock() {
  const clock = useSignal<Clock>(FRESH)
  if (!maySet()) return null
  if (changing.value !== '') {
    return (
      <div class="admin-acts">
        <button type="button" class="button" onClick={() => (changing.value = '')}>
          {t.value.addClock}
        </button>
      </div>
    )
  }
  const pick = <T extends string>(label: string, value: T, choices: readonly T[], word: (each: T) => string, take: (each: T) => Partial<Clock>) => (
    <label class="admin-inline">
      {label}
      <select value={value} onChange={(event) => (clock.value = { ...clock.peek(), ...take(event.currentTarget.value as T) })}>
        {choices.map((each) => (
          <option key={each} value={each}>
            {word(each)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <section class="admin-card">
      <h3>{t.value.addClock}</h3>
      <div class="admin-acts">
        {pick(t.value.heads.state, clock.value.state, STATES, stateOf, (state) => ({ state }))}
        {pick(t.value.heads.severity, clock.value.severity, ['', ...SEVERITIES], severityOf, (severity) => ({ severity }))}
      </div>
      <ClockForm key={keyOf(clock.value)} clock={clock.value} onClose={() => (changing.value = null)} />
    </section>
  )
}

function ClockForm({ clock, onClose }: { clock: Clock; onClose: () => void }) {
  const amount = useSignal(clock.amount)
  const unit = useSignal(clock.unit)
  const from = useSignal(today.value)
  const text = t.value
  return (
    <form class="admin-form admin-inside" aria-label={stateOf(clock.state)} onSubmit={(event) => event.preventDefault()}>
      <Field label={text.amount} required>
        {(id) => <input id={id} type="number" min={1} max={3650} value={amount.value} onInput={(event) => (amount.value = event.currentTarget.valueAsNumber)} />}
      </Field>
      <Field label={text.unit} required>
        {(id) => (
          <select id={id} value={unit.value} onChange={(event) => (unit.value = event.currentTarget.value as Clock['unit'])}>
            {UNITS.map((each) => (
              <option key={each} value={each}>
                {text.units[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text.from} required>
        {(id) => <input id={id} type="date" min={today.value} value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />}
      </Field>
      <div class="admin-acts">
        <Asked
          label={text.save}
          main
          disabled={!(amount.value >= 1) || !from.value}
          question={text.clockSure(stateOf(clock.state), lasts({ amount: amount.value, unit: unit.value }), from.value)}
          does={async () => {
            await setClock({ state: clock.state, severity: clock.severity, amount: amount.peek(), unit: unit.peek(), valid_from: from.peek() })
            done.value = { said: t.peek().clockSaved(stateOf(clock.state), from.peek()) }
            onClose()
          }}
        />
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
      </div>
    </form>
  )
}
