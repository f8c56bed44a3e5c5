import { useSignal } from '@preact/signals'
import { daysBetween, isDay, periodOf, presetOf, PRESETS, samePeriod, type Period } from '../../shared/days'
import { m } from '../messages'
import { period, show, today } from '../picture'
import { CalendarIcon } from './icons'
import { Popover } from './popover'

/** Which local days are counted: four presets and any span, both ends included. */
export function PeriodPicker() {
  const days = period.value
  if (!days) return null
  const preset = presetOf(days, today.value)
  const text = m.value.period
  const span = text.span(days.from, days.to)
  return (
    <Popover
      label={text.label}
      title={`${text.label}: ${preset ? text[preset] : text.custom}, ${span}`}
      class="period"
      face={
        <>
          <CalendarIcon />
          <span class="pick-main">{preset ? text[preset] : span}</span>
          {preset && <span class="pick-more">{span}</span>}
        </>
      }
    >
      {(close) => <Choices days={days} close={close} />}
    </Popover>
  )
}

function Choices({ days, close }: { days: Period; close: () => void }) {
  const text = m.value.period
  function choose(chosen: Period) {
    const usual = samePeriod(chosen, periodOf('thisMonth', today.value))
    show({ chosen: usual ? null : chosen })
    close()
  }
  return (
    <div class="period-body">
      <ul class="choices">
        {PRESETS.map((preset) => {
          const its = periodOf(preset, today.value)
          return (
            <li key={preset}>
              <button type="button" aria-pressed={samePeriod(its, days)} onClick={() => choose(its)}>
                <span>{text[preset]}</span>
                <small>{text.span(its.from, its.to)}</small>
              </button>
            </li>
          )
        })}
      </ul>
      <Chosen days={days} choose={choose} />
    </div>
  )
}

function Chosen({ days, choose }: { days: Period; choose: (days: Period) => void }) {
  const from = useSignal(days.from)
  const to = useSignal(days.to)
  const text = m.value.period
  const complete = isDay(from.value) && isDay(to.value)
  const problem = !complete ? text.missing : to.value < from.value ? text.wrong : null

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!problem) choose({ from: from.value, to: to.value })
  }

  return (
    <form class="chosen" onSubmit={submit} noValidate aria-label={text.custom}>
      <h3>{text.custom}</h3>
      <label>
        <span>{text.from}</span>
        <input type="date" value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />
      </label>
      <label>
        <span>{text.to}</span>
        <input type="date" value={to.value} onInput={(event) => (to.value = event.currentTarget.value)} />
      </label>
      <p class={problem ? 'hint hint-bad' : 'hint'} role="status">
        {problem ?? `${text.both} · ${text.days(daysBetween(from.value, to.value) + 1)}`}
      </p>
      <button class="button button-main" type="submit" disabled={problem !== null}>
        {text.apply}
      </button>
    </form>
  )
}
