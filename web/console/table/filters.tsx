import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { CloseIcon, SearchIcon } from '../bar/icons'
import type { Parameter } from '../parameters'
import '../styles/data_table.css'
import { t } from './messages'

const PAUSE_MS = 300

/** The row above a table: what narrows it. */
export function Filters({ children }: { children: ComponentChildren }) {
  return (
    <div class="data-filters" role="search" aria-label={t.value.filters}>
      {children}
    </div>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  of: Parameter<T | null>
  choices: readonly (readonly [T, string])[]
}

/** One of a few words, or all. */
export function Choice<T extends string>({ label, of, choices }: ChoiceProps<T>) {
  return (
    <span class="data-choice" data-set={of.value !== null}>
      <select aria-label={label} value={of.value ?? ''} onChange={(event) => of.set(choices.find(([code]) => code === event.currentTarget.value)?.[0] ?? null)}>
        <option value="">{t.value.any(label)}</option>
        {choices.map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </span>
  )
}

/** One of a few words that stand beside each other, with how many rows each has where that is known. */
export function Segments<T extends string>({ label, of, choices }: { label: string; of: Parameter<T>; choices: readonly (readonly [T, string, string?])[] }) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {choices.map(([code, word, amount]) => (
        <button key={code} type="button" aria-pressed={of.value === code} onClick={() => of.set(code)}>
          {word}
          {amount !== undefined && <b>{amount}</b>}
        </button>
      ))}
    </div>
  )
}

/** Words that are looked for, a moment after they were written. */
export function Search({ label, of }: { label: string; of: Parameter<string> }) {
  const written = useSignal(of.value)
  const pause = useRef(0)
  useEffect(() => {
    written.value = of.value
  }, [of.value])

  function write(words: string) {
    written.value = words
    clearTimeout(pause.current)
    pause.current = window.setTimeout(() => of.set(words.trim(), { quietly: true }), PAUSE_MS)
  }

  return (
    <div class="search">
      <SearchIcon />
      <input type="search" placeholder={label} aria-label={label} value={written.value} maxLength={100} onInput={(event) => write(event.currentTarget.value)} />
    </div>
  )
}

/** Something the list is narrowed to that has no control of its own, with the way out of it. */
export function Narrowed({ children, onClear }: { children: ComponentChildren; onClear: () => void }) {
  return (
    <span class="narrowed">
      {children}
      <button type="button" aria-label={t.value.clear} title={t.value.clear} onClick={onClear}>
        <CloseIcon />
      </button>
    </span>
  )
}
