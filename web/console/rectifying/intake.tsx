import { useSignal } from '@preact/signals'
import { file } from '../../shared/api'
import { count } from '../../shared/figures'
import { locale } from '../../shared/locale'
import { Head } from '../admin/head'
import { saying } from '../form/refusal'
import { doing, takeList, toFillIn } from '../issues/data'
import type { Line, Report } from '../issues/wire'
import '../styles/admin.css'
import { called } from '../table/columns'
import { t } from './messages'

/** A rectification list from Excel: each row is tried first, then all steps are taken, or none. */
export function Intake() {
  const list = useSignal<File | null>(null)
  const tried = useSignal<Report | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal<string | null>(null)
  const text = t.value

  async function run(chosen: File, write: boolean) {
    list.value = chosen
    busy.value = write ? text.writing : text.checking
    refused.value = await saying(takeList(chosen, write).then((report) => void (tried.value = report)))
    if (refused.value) tried.value = null
    busy.value = null
  }

  function choose(input: HTMLInputElement) {
    const chosen = input.files?.[0]
    input.value = ''
    if (chosen) void run(chosen, false)
  }

  const report = tried.value
  return (
    <div class="board">
      <Head title={text.title} back={text.back} onBack={() => doing.set(null)} />
      <section class="admin-card">
        <p class="hint">{text.intro}</p>
        <div class="admin-acts">
          <button type="button" class="button" onClick={async () => (refused.value = await saying(file(toFillIn.peek())))}>
            {text.blank}
          </button>
          <label class="button button-main file-button">
            {report?.written ? text.again : text.choose}
            <input class="file-input" type="file" accept=".xlsx" onChange={(event) => choose(event.currentTarget)} />
          </label>
          {busy.value && <span role="status">{busy.value}</span>}
        </div>
        {refused.value && (
          <p class="note note-bad" role="alert">
            {refused.value}
          </p>
        )}
      </section>
      {report && <Reported report={report} name={list.value?.name ?? ''} busy={busy.value !== null} write={() => void run(list.peek()!, true)} />}
    </div>
  )
}

interface Props {
  report: Report
  name: string
  busy: boolean
  write: () => void
}

function Reported({ report: { items, ignored, unknown_columns, steps, refused, unchanged, written }, name, busy, write }: Props) {
  const text = t.value
  const wrong = items.filter(({ message }) => message !== null)
  return (
    <section class="admin-card" aria-label={name}>
      <h3>{name}</h3>
      {items.length === 0 && <p class="note note-warn">{text.empty}</p>}
      {refused > 0 && (
        <p class="note note-bad" role="alert">
          {text.wrong(count(refused), count(items.length))}
        </p>
      )}
      {steps > 0 && refused === 0 && (
        <p class="note note-good done" role="status">
          <span>{written ? text.written(count(steps)) : text.good(count(steps))}</span>
          {!written && (
            <button type="button" class="button button-main" disabled={busy} onClick={write}>
              {text.write(count(steps))}
            </button>
          )}
        </p>
      )}
      {unchanged > 0 && <p class="hint">{text.unchanged(count(unchanged))}</p>}
      {unknown_columns.length > 0 && <p class="note note-warn">{text.unknown(unknown_columns.join(locale.value === 'en' ? ', ' : '、'))}</p>}
      {ignored.length > 0 && <Ignored ignored={ignored} />}
      {items.length > 0 && <Lines items={[...wrong, ...items.filter(({ message }) => message === null)]} written={written} />}
    </section>
  )
}

/** Cells that were changed and that this list does not change: named, so that nobody believes they were taken over. */
function Ignored({ ignored }: { ignored: Report['ignored'] }) {
  return (
    <div class="note note-warn list-ignored" role="note">
      <p>{t.value.ignored(count(ignored.length))}</p>
      <ul tabIndex={0} aria-label={t.value.ignored(count(ignored.length))}>
        {ignored.map(({ row, number, message }) => (
          <li key={row}>
            <b>{number}</b> {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Lines({ items, written }: { items: readonly Line[]; written: boolean }) {
  const text = t.value
  const [action, state] = [called('issue-events', 'action'), called('issues', 'state')]
  return (
    <div class="admin-scroll" tabIndex={0} role="region" aria-label={text.lines}>
      <table class="admin-table">
        <thead>
          <tr>
            <th scope="col">{text.row}</th>
            <th scope="col">{text.number}</th>
            <th scope="col">{text.action}</th>
            <th scope="col">{written ? text.became : text.becomes}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={line.row} data-wrong={line.message !== null}>
              <td>{line.row}</td>
              <td>{line.number || text.new}</td>
              <td>{action(line.action) || '–'}</td>
              <td>{line.message === null ? state(line.state) : told(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What is wrong with a row: the sentences of its fields, or its own. */
function told({ message, errors }: Line): string {
  return Object.values(errors).join(' ') || (message ?? '')
}
