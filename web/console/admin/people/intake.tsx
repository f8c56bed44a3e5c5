import { useSignal } from '@preact/signals'
import { file } from '../../../shared/api'
import { count } from '../../../shared/figures'
import { saying } from '../../form/refusal'
import { Head } from '../head'
import { doing, take } from './data'
import { t } from './messages'
import type { Outcome, Outcomes } from './wire'

/** A whole list from Excel: each row is checked first, then all are written, or none. */
export function Intake() {
  const list = useSignal<File | null>(null)
  const tried = useSignal<Outcomes | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal<string | null>(null)
  const text = t.value.list

  async function run(chosen: File, write: boolean) {
    list.value = chosen
    busy.value = write ? text.writing : text.checking
    refused.value = await saying(take(chosen, write).then((outcomes) => void (tried.value = outcomes)))
    if (refused.value) tried.value = null
    busy.value = null
  }

  function choose(input: HTMLInputElement) {
    const chosen = input.files?.[0]
    input.value = ''
    if (chosen) void run(chosen, false)
  }

  const outcomes = tried.value
  return (
    <div class="board">
      <Head title={text.title} back={t.value.back} onBack={() => doing.set(null)} />
      <section class="admin-card">
        <p class="hint">{text.intro}</p>
        <div class="admin-acts">
          <button type="button" class="button" onClick={async () => (refused.value = await saying(file('officers/import')))}>
            {text.blank}
          </button>
          <label class="button button-main file-button">
            {outcomes?.written ? text.again : text.choose}
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
      {outcomes && <Outcomed outcomes={outcomes} name={list.value?.name ?? ''} busy={busy.value !== null} write={() => void run(list.peek()!, true)} />}
    </div>
  )
}

interface Props {
  outcomes: Outcomes
  name: string
  busy: boolean
  write: () => void
}

function Outcomed({ outcomes: { items, written }, name, busy, write }: Props) {
  const text = t.value.list
  const bad = items.filter(({ message }) => message !== null)
  const amount = count(items.length)
  return (
    <section class="admin-card" aria-label={name}>
      <h3>{written ? text.passwords : name}</h3>
      {items.length === 0 && <p class="note note-warn">{text.empty}</p>}
      {bad.length > 0 && (
        <p class="note note-bad" role="alert">
          {text.bad(count(bad.length), amount)}
        </p>
      )}
      {items.length > 0 && bad.length === 0 && (
        <p class="note note-good done" role="status">
          <span>{written ? text.written(amount) : text.good(amount)}</span>
          {written ? (
            <button type="button" class="button" onClick={() => handOut(items)}>
              {text.download}
            </button>
          ) : (
            <button type="button" class="button button-main" disabled={busy} onClick={write}>
              {text.write(amount)}
            </button>
          )}
        </p>
      )}
      {items.length > 0 && <Rows items={written ? items : [...bad, ...items.filter(({ message }) => message === null)]} written={written} />}
    </section>
  )
}

function Rows({ items, written }: { items: readonly Outcome[]; written: boolean }) {
  const text = t.value.list
  return (
    <div class="admin-scroll" tabIndex={0} role="region" aria-label={written ? text.passwords : text.problem}>
      <table class="admin-table">
        <thead>
          <tr>
            <th scope="col">{text.row}</th>
            <th scope="col">{t.value.username}</th>
            <th scope="col">{t.value.name}</th>
            <th scope="col">{written ? text.passwords : text.problem}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ row, username, name, password, message, errors }) => (
            <tr key={row} data-wrong={message !== null}>
              <td>{row}</td>
              <td>{username || '–'}</td>
              <td>{name || '–'}</td>
              <td>{written ? <code>{password}</code> : message === null ? text.fine : told(message, errors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const FIELDS: Record<string, () => string> = {
  username: () => t.value.username,
  name: () => t.value.name,
  post: () => t.value.post,
  division: () => t.value.division,
  phone: () => t.value.phone,
  office_title: () => t.value.officeTitle,
  office_phone: () => t.value.officePhone,
}

/** What is wrong with a row: each field with its sentence, or the sentence alone. */
function told(message: string, errors: Record<string, string>): string {
  const fields = Object.entries(errors).map(([field, said]) => `${FIELDS[field]?.() ?? field}：${said}`)
  return fields.length ? fields.join(' ') : message
}

/** Names and passwords as a file for this browser alone: the server keeps no password. */
function handOut(items: readonly Outcome[]): void {
  const quoted = (cell: string) => `"${cell.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`
  const rows = [[t.peek().username, t.peek().name, t.peek().list.passwords], ...items.map(({ username, name, password }) => [username, name, password ?? ''])]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['\ufeff', rows.map((row) => row.map(quoted).join(',')).join('\r\n')], { type: 'text/csv' }))
  link.download = t.peek().list.file
  link.click()
  URL.revokeObjectURL(link.href)
}
