import type { ComponentChild, ComponentChildren } from 'preact'
import { Refused } from '../../shared/api'
import type { Loaded } from '../../shared/load'
import { Link } from '../link'
import { m } from '../messages'
import type { Picture } from '../picture'
import { t } from './words'

type Rows = ComponentChild[] | undefined

interface ListProps {
  name: string
  title: string
  none: string
  /** Where all its rows are, and where further ones. */
  all?: Partial<Picture>
  links?: [Partial<Picture>, string][]
  /** What was asked for: where it failed, that is said instead of waiting for ever. */
  from?: Pick<Loaded<unknown>, 'failure'>
  children: Rows
}

/** A list of this day with a word where it is empty, still on its way, or failed. */
export function List({ name, title, none, all, links = all ? [[all, t.value.all]] : [], from, children }: ListProps) {
  const failure = from?.failure.value
  return (
    <section class={`today-list today-${name}`}>
      <h3>
        {title}
        <span>
          {links.map(([opens, words]) => (
            <Link key={words} opens={opens} aria-label={`${title}: ${words}`}>
              {words}
            </Link>
          ))}
        </span>
      </h3>
      {children === undefined ? <p class="none">{failure ? said(failure) : m.value.loading}</p> : children.length ? <ul>{children}</ul> : <p class="none">{none}</p>}
    </section>
  )
}

const said = (failure: Error): string => (failure instanceof Refused ? failure.message : m.value.unreachable.title)

/** A row that opens what it tells of. */
export function Row({ opens, main, more, children }: { opens: Partial<Picture>; main: string; more: string; children: ComponentChildren }) {
  return (
    <li>
      <Link opens={opens}>
        <span>
          <strong>{main}</strong>
          <small>{more}</small>
        </span>
        {children}
      </Link>
    </li>
  )
}
