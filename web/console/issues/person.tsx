import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../../shared/api'
import { called } from '../table/columns'
import { Field } from '../form/field'
import { t } from './messages'
import type { Answering, WholeIssue } from './wire'

const PAUSE_MS = 250

interface Props {
  label: string
  role: 'assignee' | 'partner'
  issue: WholeIssue
  value: string
  error?: string | undefined
  onChoose: (username: string) => void
}

/** Who is to do it: those who answer for the place first, then the nearest; more are found by name. */
export function PersonPicker({ label, role, issue, value, error, onChoose }: Props) {
  const words = useSignal('')
  const found = useSignal<readonly Answering[]>([])

  useEffect(() => {
    const abort = new AbortController()
    const asked = words.value.trim()
    const ask = () =>
      call<{ items: Answering[] }>(`issues/${encodeURIComponent(issue.number)}/answering?as=${role}${asked ? `&text=${encodeURIComponent(asked)}` : ''}`, { abort: abort.signal }).then(
        ({ items }) => (found.value = items),
        () => undefined,
      )
    const pause = setTimeout(() => void ask(), asked ? PAUSE_MS : 0)
    return () => {
      clearTimeout(pause)
      abort.abort()
    }
  }, [issue.number, role, words.value])

  return (
    <Field label={label} required error={error}>
      {(id) => (
        <div class="person">
          <input id={id} type="search" placeholder={t.value.personSearch} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
          <ul class="person-found" role="group" aria-label={label} tabIndex={0}>
            {found.value.map((each) => (
              <li key={each.username}>
                <button type="button" aria-pressed={each.username === value} onClick={() => onChoose(each.username)}>
                  <span>{each.name}</span>
                  <small>
                    {called('issue-events', 'by.post')(each.post)} · {each.division_name ?? ''}
                    {each.own && ` · ${t.value.own}`}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Field>
  )
}
