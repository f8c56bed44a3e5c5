import { m } from './messages'
import { addressOf, administers, show, type Picture } from './picture'

/** A link into the administration, for those who have it. */
export function SetUp({ own = {} }: { own?: Picture['own'] }) {
  if (!administers.value) return null
  const there = { tab: 'admin', own } as const
  return (
    <a
      class="button button-main"
      href={addressOf(there)}
      onClick={(event) => {
        event.preventDefault()
        show(there)
      }}
    >
      {m.value.setUp}
    </a>
  )
}
