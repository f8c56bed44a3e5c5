import { Nothing, Trouble, Waiting } from '../states'
import '../styles/board.css'
import '../styles/bulletins.css'
import { Automatic } from './automatic'
import { bulletins, mayIssue as may, older, shownKind } from './data'
import { Form } from './form'
import { List } from './list'
import { t } from './messages'
import { KINDS } from './wire'

/** Bulletins, statements, lists and records: made, looked at, issued. */
export function BulletinBoard() {
  const mayIssue = may.value
  return (
    <div class="board bulletin-board">
      <div class="board-head">
        <h2>{t.value.title}</h2>
        <p class="hint">{t.value.about}</p>
      </div>
      {mayIssue && <Form />}
      <div class="kinds" role="group" aria-label={t.value.kind}>
        {(['all', ...KINDS] as const).map((kind) => (
          <button key={kind} type="button" class="chip-button" aria-pressed={shownKind.value === kind} onClick={() => shownKind.set(kind)}>
            {kind === 'all' ? t.value.all : t.value.kinds[kind]}
          </button>
        ))}
      </div>
      <Made mayIssue={mayIssue} />
      {mayIssue && <Automatic />}
    </div>
  )
}

function Made({ mayIssue }: { mayIssue: boolean }) {
  const { data, failure, reload } = bulletins
  if (failure.value) return <Trouble failure={failure.value} onRetry={reload} />
  if (!data.value) return <Waiting />
  if (data.value.items.length === 0) return <Nothing title={t.value.none} body={mayIssue ? t.value.noneBody : t.value.noneYet} />
  return (
    <>
      <List items={data.value.items} mayIssue={mayIssue} />
      {data.value.next && (
        <button type="button" class="button" onClick={older}>
          {t.value.more}
        </button>
      )}
    </>
  )
}
