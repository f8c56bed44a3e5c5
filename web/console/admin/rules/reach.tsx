import { count } from '../../../shared/figures'
import type { Reach, Wanted } from './data'
import { t } from './messages'
import { quota } from './words'

/** What opening a rule would do, in sentences. */
export function Reaching({ wanted, reach }: { wanted: Wanted; reach: Reach }) {
  const text = t.value.reach
  return (
    <ul>
      <li>{text.who(count(reach.officers), count(reach.objects))}</li>
      <li>{reach.counts_from && reach.counts_from !== wanted.from ? text.late(wanted.from, reach.counts_from) : text.from(wanted.from)}</li>
      {reach.ends.map((each) => (
        <li key={each.id}>{text.ends(quota(each), each.to)}</li>
      ))}
    </ul>
  )
}
