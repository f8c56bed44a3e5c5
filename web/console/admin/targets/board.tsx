import { count, mu as figure } from '../../../shared/figures'
import { YearPicker } from '../../bar/year'
import { Asked } from '../../form/asked'
import { DivisionSelect } from '../../form/division'
import { Done } from '../../form/done'
import { m } from '../../messages'
import { year } from '../../picture'
import { placeName } from '../../session'
import { Nothing, Trouble, Waiting } from '../../states'
import type { WorkType } from '../../wire'
import { areaOf, changes, done, entered, heldOf, keyOf, of, rows, save, TYPES, within, written, wrong } from './data'
import { t } from './messages'

const SHOWN = 8

/** The year's targets, filled in as a table: division by type of work, in mu. */
export function Targets() {
  if (entered.failure.value) return <Trouble failure={entered.failure.value} onRetry={entered.reload} />
  if (!within.value) return <Nothing title={t.value.none} body={t.value.noneBody} />
  if (!entered.data.value) return <Waiting />
  return (
    <div class="board">
      <header class="admin-head">
        <h2>{t.value.title(year.value ?? 0)}</h2>
        <YearPicker />
        <label class="admin-inline" for="targets-of">
          {t.value.of}
          <DivisionSelect id="targets-of" value={within.value.code} levels={['county', 'township']} onChange={(code) => of.set(code)} />
        </label>
      </header>
      <Done of={done} />
      <section class="admin-card admin-flush">
        <Table />
      </section>
      <p class="hint">{t.value.note}</p>
      <Saving />
    </div>
  )
}

function Table() {
  return (
    <div class="admin-scroll" tabIndex={0} role="region" aria-label={t.value.title(year.value ?? 0)}>
      <table class="admin-table targets-entered" aria-label={t.value.title(year.value ?? 0)}>
        <thead>
          <tr>
            <th scope="col">{t.value.division}</th>
            {TYPES.map((type) => (
              <th key={type} scope="col">
                {m.value.works[type]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.value.map(({ code, name }, at) => (
            <tr key={code} data-whole={at === 0}>
              <th scope="row">{name}</th>
              {TYPES.map((type) => (
                <Cell key={type} code={code} name={name} type={type} />
              ))}
            </tr>
          ))}
        </tbody>
        {rows.value.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{t.value.parts}</th>
              {TYPES.map((type) => (
                <Sum key={type} type={type} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** What a cell holds: what was written, else what is set. */
function valueOf(code: string, type: WorkType): number | null {
  const text = written.value.get(keyOf(code, type))
  return text === undefined ? heldOf(code, type) : (areaOf(text) ?? null)
}

function Cell({ code, name, type }: { code: string; name: string; type: WorkType }) {
  const key = keyOf(code, type)
  const held = heldOf(code, type)
  const text = written.value.get(key) ?? (held === null ? '' : String(Math.round(held * 100) / 100))
  const bad = areaOf(text) === undefined
  const changed = changes.value.some((each) => keyOf(each.division, each.work_type) === key)

  function write(said: string) {
    const next = new Map(written.peek())
    next.set(key, said)
    written.value = next
  }

  return (
    <td data-changed={changed} data-wrong={bad}>
      <input inputMode="decimal" aria-label={t.value.cell(name, m.value.works[type])} aria-invalid={bad} value={text} placeholder="–" onInput={(event) => write(event.currentTarget.value)} />
    </td>
  )
}

function Sum({ type }: { type: WorkType }) {
  const [whole, ...parts] = rows.value
  const values = parts.map(({ code }) => valueOf(code, type)).filter((each) => each !== null)
  const sum = values.reduce((all, each) => all + each, 0)
  const asked = valueOf(whole!.code, type)
  const off = asked !== null && values.length > 0 && Math.abs(sum - asked) > 0.005
  return (
    <td>
      {values.length ? figure(sum) : '–'}
      {off && <small> {t.value.differs(figure(Math.abs(sum - asked)))}</small>}
    </td>
  )
}

function Saving() {
  const items = changes.value
  const said = (mu: number | null) => (mu === null ? t.value.nothing : figure(mu))
  if (items.length === 0) return null
  return (
    <div class="admin-acts">
      <Asked
        label={t.value.save(count(items.length))}
        main
        disabled={wrong.value}
        question={
          <>
            <p>{t.value.sure(count(items.length))}</p>
            <ul>
              {items.slice(0, SHOWN).map(({ division, work_type, mu, was_mu }) => (
                <li key={keyOf(division, work_type)}>{t.value.change(placeName(division), m.value.works[work_type], said(was_mu), said(mu))}</li>
              ))}
              {items.length > SHOWN && <li>{t.value.more(count(items.length - SHOWN))}</li>}
            </ul>
          </>
        }
        does={async () => {
          const { count: amount, undo } = await save()
          done.value = { said: t.peek().saved(count(amount)), undo }
        }}
      />
      <button type="button" class="button" onClick={() => (written.value = new Map())}>
        {t.value.discard}
      </button>
      {wrong.value && <p class="note note-bad">{t.value.wrong}</p>}
    </div>
  )
}
