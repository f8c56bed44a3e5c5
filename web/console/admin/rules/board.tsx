import { count } from '../../../shared/figures'
import { Done } from '../../form/done'
import { m } from '../../messages'
import { placeName } from '../../session'
import { Nothing, Trouble, Waiting } from '../../states'
import { Segments } from '../../table/filters'
import { byWhen, doing, done, rules, WHEN, when, type Rule } from './data'
import { Doing } from './doing'
import { NewRule } from './fresh'
import { t } from './messages'
import { Presets } from './presets'
import { Rescorings } from './rescoring'
import { conditions, quota } from './words'

/** Patrol rules 巡查制度: those in force, to come and ended; a new one, or those of a preset. */
export function Rules() {
  if (rules.failure.value) return <Trouble failure={rules.failure.value} onRetry={rules.reload} />
  if (!rules.data.value) return <Waiting />
  if (doing.value === 'new') return <NewRule />
  if (doing.value === 'preset') return <Presets />
  if (doing.value === 'rescore') return <Rescorings />
  const rows = byWhen.value[when.value]
  return (
    <div class="board">
      <header class="admin-head">
        <h2>{t.value.title}</h2>
        <Segments label={t.value.whens.label} of={when} choices={WHEN.map((each) => [each, t.value.whens[each], count(byWhen.value[each].length)] as const)} />
        <span class="admin-does">
          <button type="button" class="button" onClick={() => doing.set('rescore')}>
            {t.value.rescoring.title}
          </button>
          <button type="button" class="button" onClick={() => doing.set('preset')}>
            {t.value.preset}
          </button>
          <button type="button" class="button button-main" onClick={() => doing.set('new')}>
            {t.value.add}
          </button>
        </span>
      </header>
      <p class="note note-info">{t.value.note}</p>
      <Done of={done} />
      <section class="admin-card admin-flush">
        {rows.length === 0 ? <Nothing title={t.value.none[when.value]} body={when.value === 'now' ? t.value.noneBody : ''} /> : <Table rows={rows} />}
      </section>
    </div>
  )
}

function Table({ rows }: { rows: readonly Rule[] }) {
  const heads = t.value.heads
  return (
    <table class="admin-table admin-stacked rule-table" aria-label={t.value.title}>
      <thead>
        <tr>
          {(['where', 'who', 'asks', 'effective', 'days', 'source'] as const).map((each) => (
            <th key={each} scope="col">
              {heads[each]}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((rule) => (
          <tr key={rule.id} data-rule={rule.id}>
            <td data-heading={heads.where}>{placeName(rule.division)}</td>
            <td data-heading={heads.who}>
              {m.value.posts[rule.post]}
              <small> {t.value.kinds[rule.kind]}</small>
            </td>
            <td data-heading={heads.asks}>
              {quota(rule)}
              <small> {t.value.per[rule.per]}</small>
            </td>
            <td data-heading={heads.effective}>{conditions(rule).join(t.value.and) || t.value.any}</td>
            <td class="rule-days" data-heading={heads.days}>
              {rule.from} – {rule.to ?? t.value.open}
              {rule.counts_from && rule.counts_from !== rule.from && <small> {t.value.countsFrom(rule.counts_from)}</small>}
            </td>
            <td class="rule-source" data-heading={heads.source}>
              {rule.source ?? <span class="none">–</span>}
            </td>
            <td class="admin-act">
              <Doing rule={rule} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
