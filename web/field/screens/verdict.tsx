import { moment } from '../figures'
import { m } from '../messages'
import type { Outing, Receipt } from '../wire'

/** Effective or not, and why; what a person will look at; when it came. */
export function Verdict({ of }: { of: Receipt | Outing }) {
  const text = m.value.records
  const flags = 'flags' in of ? of.flags : []
  return (
    <div class={of.effective ? 'verdict' : 'verdict verdict-poor'} data-effective={of.effective}>
      <p>
        <strong>{of.effective ? text.effective : text.ineffective}</strong>
      </p>
      {of.reasons.length + flags.length > 0 && (
        <ul>
          {of.reasons.map((reason) => (
            <li key={reason.code}>{reason.message}</li>
          ))}
          {flags.map((flag, at) => (
            <li key={at}>{text.flag(flag.message)}</li>
          ))}
        </ul>
      )}
      {'received_at' in of && <p>{text.received(moment(Date.parse(of.received_at)))}</p>}
    </div>
  )
}
