import { count } from '../../shared/figures'
import { Trouble } from '../states'
import { pointed, rows, sort } from './data'
import { text } from './messages'
import { VERDICTS, type Import, type JudgedFeature } from './wire'

/** The features of one verdict, or all that have a problem; a click on one shows it on the map. */
export function JudgedList({ here }: { here: Import }) {
  const say = text.value
  const counts = here.counts!
  const page = rows.data.value
  const tabs = [{ key: null, title: say.problems, n: counts.refused + counts.repaired }, ...VERDICTS.map((verdict) => ({ key: verdict, title: say.verdict[verdict], n: counts[verdict] }))]
  return (
    <section class="import-list" aria-label={say.table}>
      <div class="import-sorts" role="group" aria-label={say.verdictHead}>
        {tabs.map(({ key, title, n }) => (
          <button key={title} type="button" aria-pressed={sort.value === key} data-verdict={key ?? 'problem'} onClick={() => sort.set(key, { quietly: true })}>
            {title} <b>{count(n)}</b>
          </button>
        ))}
        {page && page.numberMatched > page.features.length && <span class="import-hint">{say.shownOf(count(page.features.length), count(page.numberMatched))}</span>}
      </div>
      {rows.failure.value ? (
        <Trouble failure={rows.failure.value} onRetry={rows.reload} />
      ) : page?.features.length === 0 ? (
        <p class="imports-none">{say.empty}</p>
      ) : (
        <div class="imports-scroll">
          <table class="imports-table">
            <thead>
              <tr>
                <th scope="col">{say.number}</th>
                <th scope="col">{say.code}</th>
                <th scope="col">{say.name}</th>
                <th scope="col">{say.verdictHead}</th>
                <th scope="col">{say.reason}</th>
              </tr>
            </thead>
            <tbody>
              {page?.features.map((feature) => (
                <Row key={feature.id} feature={feature} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ feature: { id, properties } }: { feature: JudgedFeature }) {
  const say = text.value
  const point = () => (pointed.value = id)
  return (
    <tr aria-current={pointed.value === id ? 'true' : undefined} onClick={point}>
      <td>
        <button type="button" class="link" onClick={point}>
          {properties.number}
        </button>
      </td>
      <td>{properties.code ?? '—'}</td>
      <td>{properties.label ?? '—'}</td>
      <td>
        <span class={`verdict verdict-${properties.verdict}`}>{say.verdict[properties.verdict]}</span>
        {properties.repaired && <span class="verdict verdict-repaired">{say.repaired}</span>}
      </td>
      <td>{properties.reason ?? ''}</td>
    </tr>
  )
}
