import { useSignal } from '@preact/signals'
import { isDay } from '../../shared/days'
import { CalendarIcon } from '../bar/icons'
import { Popover } from '../bar/popover'
import { comparedWith } from '../map/tools'
import { m } from '../messages'

/** Which earlier days are compared with. */
export function EarlierPicker() {
  const days = comparedWith.value
  if (!days) return null
  const text = m.value.period
  return (
    <Popover
      label={text.label}
      class="earlier"
      face={
        <>
          <CalendarIcon />
          <span class="pick-main">{text.span(days.from, days.to)}</span>
        </>
      }
    >
      {(close) => <Days from={days.from} to={days.to} close={close} />}
    </Popover>
  )
}

function Days({ from, to, close }: { from: string; to: string; close: () => void }) {
  const [first, last] = [useSignal(from), useSignal(to)]
  const text = m.value.period
  const complete = isDay(first.value) && isDay(last.value)
  const problem = !complete ? text.missing : last.value < first.value ? text.wrong : null

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (problem) return
    comparedWith.set({ from: first.value, to: last.value })
    close()
  }

  return (
    <form class="chosen" onSubmit={submit} noValidate aria-label={text.custom}>
      <label>
        <span>{text.from}</span>
        <input type="date" value={first.value} onInput={(event) => (first.value = event.currentTarget.value)} />
      </label>
      <label>
        <span>{text.to}</span>
        <input type="date" value={last.value} onInput={(event) => (last.value = event.currentTarget.value)} />
      </label>
      <p class={problem ? 'hint hint-bad' : 'hint'} role="status">
        {problem ?? text.both}
      </p>
      <button class="button button-main" type="submit" disabled={problem !== null}>
        {text.apply}
      </button>
    </form>
  )
}
