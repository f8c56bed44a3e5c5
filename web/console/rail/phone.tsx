import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { CloseIcon, MoreIcon } from '../bar/icons'
import { m } from '../messages'
import { groups, tab } from '../picture'
import { HandbookLink } from './handbook'
import { boardAddress, openBoard } from './opening'
import { Tabs } from './tabs'

/** On a phone: four boards at the thumb, and behind the fifth button all of them. */
export function PhoneBar() {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const handy = groups.value.map((group) => ({ ...group, boards: group.boards.filter((each) => each.handy) }))
  const elsewhere = groups.value.flatMap(({ boards }) => boards).find((each) => each.id === tab.value && !each.handy)
  const Icon = elsewhere?.icon ?? MoreIcon

  function close() {
    open.value = false
    button.current?.focus()
  }

  return (
    <div class="phone-bar">
      <Tabs groups={handy} upright={false} />
      <button
        ref={button}
        class="phone-more"
        type="button"
        data-current={elsewhere !== undefined}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <Icon />
        <span>{elsewhere ? m.value.tabs[elsewhere.id] : m.value.tabs.more}</span>
        {elsewhere && <span class="unseen">{m.value.tabs.more}</span>}
      </button>
      {open.value && <EveryBoard close={close} />}
    </div>
  )
}

function EveryBoard({ close }: { close: () => void }) {
  const body = useRef<HTMLDialogElement>(null)
  useEffect(() => body.current!.showModal(), [])
  return (
    <dialog ref={body} class="phone-boards" aria-label={m.value.tabs.all} onClose={close} onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}>
      <header>
        <h2>{m.value.tabs.all}</h2>
        <HandbookLink />
        <button class="icon-button" type="button" aria-label={m.value.close} onClick={() => body.current!.close()}>
          <CloseIcon />
        </button>
      </header>
      {groups.value.map(({ id, boards }) => (
        <section key={id} aria-label={m.value.groups[id]}>
          <h3>{m.value.groups[id]}</h3>
          <ul>
            {boards.map(({ id: board, icon: Icon }) => (
              <li key={board}>
                <a
                  href={boardAddress(board)}
                  aria-current={board === tab.value ? 'page' : undefined}
                  onClick={(event) => {
                    openBoard(event, board)
                    if (event.defaultPrevented) body.current!.close()
                  }}
                >
                  <Icon />
                  <span>{m.value.tabs[board]}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </dialog>
  )
}
