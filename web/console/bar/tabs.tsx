import { useRef } from 'preact/hooks'
import { m } from '../messages'
import { show, tab, TABS, type Tab } from '../picture'
import { ForestIcon, ReviewIcon, RiverIcon, TargetIcon } from './icons'

const ICONS = { rivers: RiverIcon, forest: ForestIcon, targets: TargetIcon, reviews: ReviewIcon }

/** The subjects; arrow keys move between them. */
export function Tabs() {
  const list = useRef<HTMLDivElement>(null)

  function open(next: Tab) {
    if (next !== tab.peek()) show({ tab: next, selected: null })
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!step) return
    const next = TABS[(TABS.indexOf(tab.peek()) + step + TABS.length) % TABS.length]!
    open(next)
    list.current?.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus()
  }

  return (
    <div class="tabs" role="tablist" aria-label={m.value.tabs.label} ref={list} onKeyDown={onKeyDown}>
      {TABS.map((each) => {
        const Icon = ICONS[each]
        return (
          <button
            key={each}
            type="button"
            role="tab"
            data-tab={each}
            id={`tab-${each}`}
            aria-selected={tab.value === each}
            aria-controls="subject"
            tabIndex={tab.value === each ? 0 : -1}
            onClick={() => open(each)}
          >
            <Icon />
            <span>{m.value.tabs[each]}</span>
          </button>
        )
      })}
    </div>
  )
}
