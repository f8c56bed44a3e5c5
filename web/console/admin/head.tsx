import type { ComponentChildren } from 'preact'
import { BackIcon } from '../bar/icons'

interface Props {
  title: string
  back: string
  onBack: () => void
  children?: ComponentChildren
}

/** The head of one thing that was opened from a list, with the way back. */
export function Head({ title, back, onBack, children }: Props) {
  return (
    <header class="admin-head">
      <button type="button" class="icon-button" aria-label={back} title={back} onClick={onBack}>
        <BackIcon />
      </button>
      <h2>{title}</h2>
      {children}
    </header>
  )
}
