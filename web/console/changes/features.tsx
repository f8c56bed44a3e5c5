import { useSignal } from '@preact/signals'
import { count } from '../../shared/figures'
import { Trouble } from '../states'
import { featuresFailed, more, onward, one, pointed, touched } from './data'
import { t } from './messages'
import { sized } from './shapes'
import type { Touched } from './wire'

/** What a set touched, one row a feature; a click on one goes there on the map and tells its attributes. */
export function Features({ all }: { all: number }) {
  const say = t.value
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)
  if (featuresFailed.value) return <Trouble failure={featuresFailed.value} onRetry={one.reload} />

  async function next() {
    busy.value = true
    refused.value = null
    await more().catch((failure: Error) => (refused.value = failure.message))
    busy.value = false
  }

  return (
    <section class="change-features" aria-label={say.features}>
      <div class="imports-scroll" tabIndex={0} role="region" aria-label={say.features}>
        <table class="imports-table">
          <thead>
            <tr>
              <th scope="col">{say.code}</th>
              <th scope="col">{say.name}</th>
              <th scope="col">{say.what}</th>
              <th scope="col">{say.size}</th>
              <th scope="col">{say.fields}</th>
            </tr>
          </thead>
          <tbody>
            {touched.value.map((each) => (
              <Row key={each.number} feature={each} />
            ))}
          </tbody>
        </table>
      </div>
      {onward.value && (
        <footer class="change-more">
          {refused.value && <span class="note note-bad">{refused.value}</span>}
          {say.shown(count(touched.value.length), count(all))}
          <button type="button" class="button" disabled={busy.value} onClick={next}>
            {say.more}
          </button>
        </footer>
      )}
    </section>
  )
}

function Row({ feature }: { feature: Touched }) {
  const say = t.value
  const { number, layer, code, name, action, moved, size_before, size_after, differences } = feature
  const point = () => (pointed.value = number)
  const before = sized(layer, size_before, say)
  const after = sized(layer, size_after, say)
  return (
    <tr aria-current={pointed.value === number ? 'true' : undefined} onClick={point}>
      <td>
        <button type="button" class="link" onClick={point}>
          {code}
        </button>
      </td>
      <td>{name ?? '–'}</td>
      <td>
        <span class={`change-action change-${action}`}>{say.action[action]}</span>
        {action === 'update' && moved && <span class="change-action">{say.moved}</span>}
      </td>
      <td>{action === 'update' ? (before === after ? after : `${before} → ${after}`) : action === 'create' ? after : before}</td>
      <td>
        {action === 'update' &&
          differences.map((each) => (
            <span key={each.field} class="change-difference">
              {each.title}：<del>{written(each.before, say.none)}</del> → <ins>{written(each.after, say.none)}</ins>
            </span>
          ))}
      </td>
    </tr>
  )
}

const written = (value: unknown, none: string) => (value === null || value === undefined || value === '' ? none : String(value))
