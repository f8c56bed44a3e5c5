import { signal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Done } from '../../form/done'
import { Nothing, Trouble, Waiting } from '../../states'
import { Segments } from '../../table/filters'
import { CategoryForm } from './category'
import { Clocks } from './clocks'
import { categories, clocks, done, maySet, view, type Category, type Kind } from './data'
import { t } from './messages'

/** The category whose form is open: its code, or '' for a new one. */
const changing = signal<string | null>(null)

/** The catalogue of problems and the deadlines of steps, as they hold today. */
export function Catalogue() {
  const failure = categories.failure.value ?? clocks.failure.value
  if (failure) return <Trouble failure={failure} onRetry={() => (categories.reload(), clocks.reload())} />
  if (!categories.data.value || !clocks.data.value) return <Waiting />
  return (
    <div class="board">
      <header class="admin-head">
        <h2>{t.value.title}</h2>
        <Segments label={t.value.view} of={view} choices={(['river', 'forest', 'clocks'] as const).map((each) => [each, t.value.views[each]] as const)} />
        {view.value !== 'clocks' && maySet() && (
          <span class="admin-does">
            <button type="button" class="button button-main" onClick={() => (changing.value = '')}>
              {t.value.add}
            </button>
          </span>
        )}
      </header>
      <p class="note note-info">{maySet() ? t.value.note : t.value.readOnly}</p>
      <Done of={done} />
      {view.value === 'clocks' ? <Clocks rows={clocks.data.value} /> : <Categories kind={view.value} rows={categories.data.value.filter(({ kind }) => kind === view.value)} />}
    </div>
  )
}

function Categories({ kind, rows }: { kind: Kind; rows: readonly Category[] }) {
  const heads = t.value.heads
  const close = () => (changing.value = null)
  return (
    <section class="admin-card admin-flush">
      {changing.value === '' && <CategoryForm key="" kind={kind} category={null} onClose={close} />}
      {rows.length === 0 && <Nothing title={t.value.none} body="" />}
      <table class="admin-table admin-stacked" aria-label={t.value.views[kind]}>
        <thead>
          <tr>
            {(['group', 'code', 'severity', 'cuts', 'from'] as const).map((each) => (
              <th key={each} scope="col">
                {heads[each]}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            changing.value === row.code ? (
              <tr key={row.code}>
                <td colSpan={6}>
                  <CategoryForm kind={kind} category={row} onClose={close} />
                </td>
              </tr>
            ) : (
              <tr key={row.code} data-category={row.code}>
                <td data-heading={heads.group}>{row.group}</td>
                <td data-heading={heads.code}>
                  {row.code} <small>{row.en}</small>
                </td>
                <td data-heading={heads.severity}>{row.problem ? t.value.severities[row.severity] : t.value.notProblem}</td>
                <td data-heading={heads.cuts}>{cuts(row)}</td>
                <td data-heading={heads.from}>{row.valid_from > '1950-01-01' ? row.valid_from : '–'}</td>
                <td class="admin-act">
                  {maySet() && (
                    <button type="button" class="button" onClick={() => (changing.value = row.code)}>
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
  )
}

function cuts({ major_from_m2: major, critical_from_m2: critical }: Category): string {
  if (major === null) return '–'
  return critical === null ? t.value.majorOnly(count(major)) : t.value.cuts(count(major), count(critical))
}
