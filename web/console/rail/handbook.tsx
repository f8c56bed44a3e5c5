import { BookIcon } from '../bar/icons'
import { m } from '../messages'
import { session } from '../session'
import type { Post } from '../wire'

const OUTDOORS: readonly Post[] = ['ranger', 'patroller', 'village_chief']

/** Which handbook is a post's own: a page below /handbook. */
function bookOf(post: Post): string {
  return post === 'gis' ? 'gis' : OUTDOORS.includes(post) ? 'ranger' : 'supervisor'
}

/** The way to the reader's own handbook 手册, in a window of its own. */
export function HandbookLink() {
  const now = session.value
  const text = m.value.tabs
  return (
    <a class="rail-fold handbook-link" href={`/handbook/${bookOf(now.state === 'in' ? now.me.officer.post : 'supervisor')}`} target="_blank" title={text.handbookAbout}>
      <BookIcon />
      <span>{text.handbook}</span>
    </a>
  )
}
