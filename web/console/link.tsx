import type { ComponentChildren } from 'preact'
import { addressOf, show, type Picture } from './picture'

interface Props {
  opens: Partial<Picture>
  class?: string
  'aria-label'?: string
  'aria-current'?: 'true'
  children: ComponentChildren
}

/** A link to another picture of the console: a click shows it here, a middle click in a tab of its own. */
export function Link({ opens, children, ...its }: Props) {
  return (
    <a {...its} href={addressOf(opens)} onClick={(event) => follow(event, opens)}>
      {children}
    </a>
  )
}

function follow(event: MouseEvent, to: Partial<Picture>): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  show(to)
}
