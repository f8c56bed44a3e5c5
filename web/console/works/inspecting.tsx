import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { mu, percent } from '../../shared/figures'
import { locale } from '../../shared/locale'
import { Field } from '../form/field'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import '../styles/admin.css'
import { called } from '../table/columns'
import { Told } from './acting'
import { conclude, count, type Counted } from './data'
import { t } from './messages'
import type { Inspection, SamplePlot, WholeWork } from './wire'

type Cells = Record<number, Record<string, number>>

/** An inspection: what it found, or its sample plots to be counted and concluded by whoever may. */
export function OneInspection({ work, inspection }: { work: WholeWork; inspection: Inspection }) {
  const text = t.value
  const found = [
    inspection.verdict && called('works', 'stage')(inspection.verdict),
    inspection.rate !== null && text.rate(text.kinds[inspection.kind], percent(inspection.rate)),
    inspection.verified_mu !== null && `${text.verified} ${mu(inspection.verified_mu)}`,
    text.plots(inspection.plots.length),
    inspection.concluded_by,
  ]
  return (
    <li class="work-inspection">
      <p>
        <strong>{text.inspectAs(text.tiers[inspection.tier], text.kinds[inspection.kind])}</strong>
        <span>
          {inspection.inspected_on} · {inspection.scheme}
        </span>
      </p>
      <p class="issue-more">{found.filter(Boolean).join(' · ')}</p>
      {inspection.opinion && <p class="issue-opinion">{inspection.opinion}</p>}
      {work.countable.includes(inspection.id) && <Counting work={work} inspection={inspection} />}
    </li>
  )
}

function Counting({ work, inspection }: { work: WholeWork; inspection: Inspection }) {
  const cells = useSignal<Cells>({})
  const refused = useSignal<{ message: string; fields: Record<string, string> } | null>(null)
  const done = useSignal<string | null>(null)
  const text = t.value
  const measured = inspection.criteria.length > 0
  const columns = measured ? inspection.criteria.map((each) => ({ code: each.code, name: locale.value === 'en' ? each.en : each.zh })) : (['planted', 'alive'] as const).map((code) => ({ code, name: text[code] }))

  async function saying(asked: Promise<void>, said: string) {
    refused.value = done.value = null
    await asked.then(
      () => void (done.value = said),
      (failure) => void (refused.value = refusalOf(failure, m.peek().unreachable.title)),
    )
  }

  return (
    <div class="work-counting">
      <div class="admin-scroll" tabIndex={0} role="region" aria-label={text.plots(inspection.plots.length)}>
        <table class="admin-table">
          <thead>
            <tr>
              <th scope="col">{text.plot}</th>
              <th scope="col">{text.place}</th>
              {columns.map(({ code, name }) => (
                <th key={code} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inspection.plots.map((plot) => (
              <Row key={plot.number} plot={plot} columns={columns} cells={cells} measured={measured} />
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" class="button" disabled={!Object.keys(cells.value).length} onClick={() => void saying(count(work.id, inspection.id, asked(inspection, cells.peek(), measured)), text.kept)}>
        {text.keep}
      </button>
      {inspection.plots.every((plot) => plot.counted_at !== null) && <Concluding work={work} inspection={inspection} saying={saying} />}
      <Told refused={refused.value} />
      {done.value && (
        <p class="note note-good" role="status">
          {done.value}
        </p>
      )}
    </div>
  )
}

/** What was typed, over what was counted before. */
function asked(inspection: Inspection, cells: Cells, measured: boolean): Counted[] {
  return Object.entries(cells).map(([number, typed]) => {
    const plot = inspection.plots.find((each) => each.number === Number(number))!
    return measured ? { number: plot.number, measures: { ...plot.measures, ...typed } } : { number: plot.number, ...(plot.planted !== null && { planted: plot.planted }), ...(plot.alive !== null && { alive: plot.alive }), ...typed }
  })
}

interface RowProps {
  plot: SamplePlot
  columns: readonly { code: string; name: string }[]
  cells: Signal<Cells>
  measured: boolean
}

function Row({ plot, columns, cells, measured }: RowProps) {
  const before = (code: string) => (measured ? plot.measures[code] : plot[code as 'planted' | 'alive']) ?? ''
  function set(code: string, value: number) {
    const { [code]: _, ...others } = cells.peek()[plot.number] ?? {}
    cells.value = { ...cells.peek(), [plot.number]: Number.isNaN(value) ? others : { ...others, [code]: value } }
  }
  return (
    <tr>
      <td>{plot.number}</td>
      <td>
        {plot.position.lon.toFixed(5)}, {plot.position.lat.toFixed(5)}
      </td>
      {columns.map(({ code, name }) => (
        <td key={code}>
          <input type="number" min={0} step={measured ? 'any' : 1} aria-label={t.value.of(name, plot.number)} value={cells.value[plot.number]?.[code] ?? before(code)} onInput={(event) => set(code, event.currentTarget.valueAsNumber)} />
        </td>
      ))}
    </tr>
  )
}

interface ConcludingProps {
  work: WholeWork
  inspection: Inspection
  saying: (asked: Promise<void>, said: string) => Promise<void>
}

function Concluding({ work, inspection, saying }: ConcludingProps) {
  const verified = useSignal(work.reported_mu ?? 0)
  const reason = useSignal('')
  const opinion = useSignal('')
  const text = t.value
  const said = () => ({ verified_area_mu: verified.peek(), unverified_reason: reason.peek() || null, opinion: opinion.peek() })
  return (
    <form
      class="acting-form"
      noValidate
      aria-label={text.conclude}
      onSubmit={(event) => {
        event.preventDefault()
        void saying(conclude(work.id, inspection.id, said()), text.concluded)
      }}
    >
      <Field label={text.verified} required>
        {(id) => <input id={id} type="number" min={0} step={0.01} value={verified.value} onInput={(event) => (verified.value = event.currentTarget.valueAsNumber)} />}
      </Field>
      <Field label={text.unverified}>{(id) => <input id={id} maxLength={400} value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />}</Field>
      <Field label={text.opinion}>{(id) => <textarea id={id} rows={2} value={opinion.value} onInput={(event) => (opinion.value = event.currentTarget.value)} />}</Field>
      <button type="submit" class="button button-main">
        {text.conclude}
      </button>
    </form>
  )
}
