import { useSignal } from '@preact/signals'
import { m } from '../messages'
import { division, show } from '../picture'
import { divisionOf, divisions, home, placeName, roots } from '../session'
import type { Division } from '../wire'
import { PlaceIcon } from './icons'
import { Popover } from './popover'

const MOST_FOUND = 60

/** Which division is looked at: a tree of county, townships and villages with a search over all of them. */
export function DivisionPicker() {
  const name = division.value ? placeName(division.value) : m.value.divisions.whole
  return (
    <Popover
      label={m.value.divisions.label}
      title={`${m.value.divisions.label}: ${name}`}
      class="division"
      face={
        <>
          <PlaceIcon />
          <span class="pick-main">{name}</span>
        </>
      }
    >
      {(close) => <Tree close={close} />}
    </Popover>
  )
}

function Tree({ close }: { close: () => void }) {
  const wanted = useSignal('')
  const every = divisions.value
  const found = wanted.value ? every.filter((each) => each.name.includes(wanted.value) || each.code.startsWith(wanted.value)) : null

  function choose(code: string) {
    show({ division: home.value?.code === code ? null : code, selected: null })
    close()
  }

  return (
    <div class="division-body">
      <input
        type="search"
        placeholder={m.value.divisions.search}
        aria-label={m.value.divisions.search}
        value={wanted.value}
        onInput={(event) => (wanted.value = event.currentTarget.value.trim())}
      />
      {found ? (
        <ul class="choices">
          {found.slice(0, MOST_FOUND).map((each) => (
            <li key={each.code}>
              <Choice division={each} name={placeName(each.code)} choose={choose} />
            </li>
          ))}
          {found.length === 0 && <li class="hint">{m.value.divisions.none}</li>}
        </ul>
      ) : (
        <ul class="choices">
          {roots.value.map((root) => (
            <Branch key={root.code} division={root} every={every} choose={choose} open />
          ))}
        </ul>
      )}
    </div>
  )
}

interface BranchProps {
  division: Division
  every: readonly Division[]
  choose: (code: string) => void
  open?: boolean
}

function Branch({ division: here, every, choose, open: opened = false }: BranchProps) {
  const holdsChosen = divisionOf(division.value)?.parent === here.code
  const open = useSignal(opened || holdsChosen)
  const children = every.filter((each) => each.parent === here.code)
  const text = m.value.divisions
  return (
    <li>
      <div class="branch">
        {children.length > 0 && (
          <button
            type="button"
            class="twist"
            aria-expanded={open.value}
            aria-label={open.value ? text.collapse(here.name) : text.expand(here.name)}
            onClick={() => (open.value = !open.value)}
          />
        )}
        <Choice division={here} name={here.name} choose={choose} />
      </div>
      {open.value && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.code} division={child} every={every} choose={choose} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Choice({ division: here, name, choose }: { division: Division; name: string; choose: (code: string) => void }) {
  return (
    <button type="button" class="choice" aria-pressed={here.code === division.value} onClick={() => choose(here.code)}>
      <span>{name}</span>
      <small>{m.value.levels[here.level]}</small>
    </button>
  )
}
