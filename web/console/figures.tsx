import { addressOf, show, type Picture } from './picture'
import './styles/figures.css'

interface Props {
  label: string
  figure: string
  more?: string
  tone?: 'bad' | 'warn' | 'plain'
  /** Where the rows behind the figure are; it is a link there. */
  opens: Partial<Picture>
  current?: boolean
}

/** A figure that leads to the rows it counts. */
export function Figure({ label, figure, more, tone = 'plain', opens, current = false }: Props) {
  return (
    <a
      class={`figure figure-${tone}`}
      href={addressOf(opens)}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        show(opens)
      }}
    >
      <span class="figure-label">{label}</span>
      <span class="figure-number">{figure}</span>
      {more && <span class="figure-more">{more}</span>}
    </a>
  )
}
