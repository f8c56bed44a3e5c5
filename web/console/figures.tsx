import { Link } from './link'
import type { Picture } from './picture'
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
    <Link opens={opens} class={`figure figure-${tone}`} {...(current ? { 'aria-current': 'true' } : {})}>
      <span class="figure-label">{label}</span>
      <span class="figure-number">{figure}</span>
      {more && <span class="figure-more">{more}</span>}
    </Link>
  )
}
