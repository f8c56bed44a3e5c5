import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../../shared/api'
import { m } from '../messages'
import type { Post } from '../wire'
import { Field } from './field'
import { t } from './messages'

const PAUSE_MS = 250

interface Candidate {
  username: string
  name: string
  post: Post
  division_name: string | null
  own?: boolean
}

interface Props {
  label: string
  /** Where those who could be it are asked for, with a query that `text` narrows. */
  from: string
  value: string
  error?: string | undefined
  /** What is said of those whose it is. */
  own?: string
  /** What nobody is called, where it may be nobody. */
  nobody?: string
  onChoose: (username: string) => void
}

/** One of those who could be it: the nearest first; more are found by name. */
export function PersonPicker({ label, from, value, error, own, nobody, onChoose }: Props) {
  const words = useSignal('')
  const found = useSignal<readonly Candidate[] | null>(null)
  const chosen = useSignal<Candidate | null>(null)

  useEffect(() => {
    const abort = new AbortController()
    const asked = words.value.trim()
    const ask = () =>
      call<{ items: Candidate[] }>(`${from}${asked ? `&text=${encodeURIComponent(asked)}` : ''}`, { abort: abort.signal }).then(
        ({ items }) => (found.value = items),
        () => undefined,
      )
    const pause = setTimeout(() => void ask(), asked ? PAUSE_MS : 0)
    return () => {
      clearTimeout(pause)
      abort.abort()
    }
  }, [from, words.value])

  // Who is chosen stays in sight while others are looked for.
  const kept = chosen.value?.username === value && !found.value?.some(({ username }) => username === value) ? [chosen.value] : []
  return (
    <Field label={label} required={!nobody} error={error}>
      {(id) => (
        <div class="person">
          <input id={id} type="search" maxLength={64} placeholder={t.value.personSearch} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
          {found.value?.length === 0 && <p class="none">{t.value.nobody}</p>}
          <ul class="person-found" aria-label={label} tabIndex={0}>
            {nobody && (
              <li>
                <button type="button" aria-pressed={!value} onClick={() => onChoose('')}>
                  {nobody}
                </button>
              </li>
            )}
            {[...kept, ...(found.value ?? [])].map((each) => (
              <li key={each.username}>
                <button
                  type="button"
                  aria-pressed={each.username === value}
                  onClick={() => {
                    chosen.value = each
                    onChoose(each.username)
                  }}
                >
                  <span>{each.name}</span>
                  <small>
                    {m.value.posts[each.post]} · {each.division_name ?? ''}
                    {each.own && ` · ${own}`}
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
