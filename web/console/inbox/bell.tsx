import { useSignal } from '@preact/signals'
import { moment } from '../../shared/zone'
import { BellIcon } from '../bar/icons'
import { Popover } from '../bar/popover'
import { m } from '../messages'
import { show } from '../picture'
import { inbox, read, readAll, unread, type Notice } from './data'

const MOST = 99

/** The bell in the bar: how many notices are unread, and the newest of them below it. */
export function Bell() {
  const text = m.value.inbox
  const count = unread.value
  const label = count > 0 ? text.unread(count) : text.title
  return (
    <Popover
      label={label}
      class="inbox"
      face={
        <>
          <BellIcon />
          {count > 0 && (
            <span class="inbox-count" aria-hidden="true">
              {count > MOST ? `${MOST}+` : count}
            </span>
          )}
        </>
      }
    >
      {(close) => <List close={close} />}
    </Popover>
  )
}

function List({ close }: { close: () => void }) {
  const text = m.value.inbox
  const failed = useSignal(false)
  const items = inbox.data.value?.items ?? []
  const tried = (done: Promise<void>) => void done.then(() => (failed.value = false)).catch(() => (failed.value = true))
  function open(notice: Notice) {
    tried(read(notice))
    if (notice.kind !== 'patrol_flagged') return
    show({ tab: 'reviews', selected: notice.subject })
    close()
  }
  return (
    <div class="inbox-body">
      <div class="inbox-head">
        <h2>{text.title}</h2>
        <button class="inbox-all" type="button" disabled={unread.value === 0} onClick={() => tried(readAll())}>
          {text.readAll}
        </button>
      </div>
      {(failed.value || inbox.failure.value) && (
        <p class="note note-bad" role="alert">
          {m.value.failed}
        </p>
      )}
      {items.length === 0 && <p class="inbox-none">{text.none}</p>}
      <ul>
        {items.map((notice) => (
          <li key={notice.id}>
            <button type="button" class="inbox-item" data-unread={notice.read_at === null} onClick={() => open(notice)}>
              {notice.read_at === null && <span class="unseen">{text.new}</span>}
              <span>{notice.text}</span>
              <time dateTime={notice.created_at}>{moment(notice.created_at)}</time>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
