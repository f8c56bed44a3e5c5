import type { ComponentChildren } from 'preact'
import { addressOf, show, type Picture } from './picture'

/** A figure as a link to the rows that it is the sum of. */
export function Behind({ opens, children }: { opens: Partial<Picture>; children: ComponentChildren }) {
  return (
    <a
      class="behind-link"
      href={addressOf(opens)}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        show(opens)
      }}
    >
      {children}
    </a>
  )
}
