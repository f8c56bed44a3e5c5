import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Group } from '../boards'
import { m } from '../messages'
import { tab } from '../picture'
import { boardAddress, openBoard } from './opening'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

interface Props {
  groups: readonly Group[]
  upright: boolean
  /** Whether the groups bear their names. */
  named?: boolean
}

/** Boards as tabs, that are links too; arrow keys move among them, Enter or a space opens. */
export function Tabs({ groups, upright, named = false }: Props) {
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const every = [...list.current!.querySelectorAll<HTMLElement>('[role=tab]')]
    const here = every.indexOf(event.target as HTMLElement)
    if (event.key === ' ') every[here]?.click()
    else if (event.key === 'Home') every[0]?.focus()
    else if (event.key === 'End') every.at(-1)?.focus()
    else if (STEPS[event.key]) every[(here + STEPS[event.key]! + every.length) % every.length]?.focus()
    else return
    event.preventDefault()
  }

  return (
    <div class="tabs" role="tablist" aria-label={m.value.tabs.label} aria-orientation={upright ? 'vertical' : 'horizontal'} ref={list} onKeyDown={onKeyDown}>
      {groups.map(({ id, boards }) => (
        <Grouped key={id} name={named ? m.value.groups[id] : null}>
          {boards.map(({ id: board, icon: Icon }) => (
            <a
              key={board}
              role="tab"
              data-tab={board}
              id={`tab-${board}`}
              href={boardAddress(board)}
              title={m.value.tabs[board]}
              aria-selected={tab.value === board}
              aria-controls="subject"
              tabIndex={tab.value === board ? 0 : -1}
              onClick={(event) => openBoard(event, board)}
              ref={(link) => void (tab.value === board && link?.scrollIntoView({ block: 'nearest' }))}
              onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest' })}
            >
              <Icon />
              <span>{m.value.tabs[board]}</span>
            </a>
          ))}
        </Grouped>
      ))}
    </div>
  )
}

/** A group's name is for the eye: a list of tabs may hold nothing else, and each tab says itself what it is. */
function Grouped({ name, children }: { name: string | null; children: ComponentChildren }) {
  return (
    <>
      {name && (
        <span class="tabs-group" aria-hidden="true">
          {name}
        </span>
      )}
      {children}
    </>
  )
}
