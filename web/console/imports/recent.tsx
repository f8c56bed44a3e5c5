import { count } from '../../shared/figures'
import { moment } from '../../shared/zone'
import { addressOf, show } from '../picture'
import { text } from './messages'
import { VERDICTS, type Import, type Kind } from './wire'

/** The latest imports of everybody in the county. */
export function Recent({ imports, kinds }: { imports: readonly Import[]; kinds: readonly Kind[] }) {
  const say = text.value
  return (
    <section class="imports-card">
      <h3>{say.recent}</h3>
      {imports.length === 0 ? (
        <p class="imports-none">{say.none}</p>
      ) : (
        <div class="imports-scroll">
          <table class="imports-table">
            <thead>
              <tr>
                {(['file', 'kind', 'state', 'counts', 'by', 'at'] as const).map((name) => (
                  <th key={name} scope="col">
                    {say.columns[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {imports.map((each) => (
                <Row key={each.id} each={each} title={kinds.find(({ name }) => name === each.kind)?.title ?? '—'} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ each, title }: { each: Import; title: string }) {
  const say = text.value
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.button) return
    event.preventDefault()
    show({ selected: each.id })
  }
  return (
    <tr>
      <td>
        <a href={addressOf({ selected: each.id })} onClick={open}>
          {each.name}
        </a>
      </td>
      <td>{title}</td>
      <td>
        <span class={`import-state import-${each.state}`}>{say.state[each.state]}</span>
      </td>
      <td>{each.counts ? VERDICTS.filter((verdict) => each.counts![verdict]).map((verdict) => `${say.verdict[verdict]} ${count(each.counts![verdict])}`).join(' · ') : '—'}</td>
      <td>{each.by}</td>
      <td>{moment(each.created_at)}</td>
    </tr>
  )
}
