import type { ComponentType } from 'preact'
import { addressOf } from '../picture'
import '../styles/admin.css'
import '../styles/board.css'
import { Catalogue } from './catalogue/board'
import { Devices } from './devices/board'
import { Divisions } from './divisions/board'
import { Duties } from './duties/board'
import { Log } from './log/board'
import { People } from './people/board'
import { Rules } from './rules/board'
import { Schemes } from './schemes/board'
import { Setup } from './setup/setup'
import { Targets } from './targets/board'
import { Templates } from './templates/board'
import { t } from './messages'
import { openPart, ownOf, part, parts, type PartId } from './parts'

const SCREENS: Record<PartId, ComponentType> = {
  setup: Setup,
  people: People,
  duties: Duties,
  rules: Rules,
  targets: Targets,
  catalogue: Catalogue,
  schemes: Schemes,
  templates: Templates,
  divisions: Divisions,
  devices: Devices,
  log: Log,
}

/** Administration 管理: its parts as tabs, each with an address of its own. They come together: in one file their texts pack best. */
export function AdminBoard() {
  const Screen = SCREENS[part.value]
  return (
    <div class="admin" data-part={part.value}>
      <nav class="admin-parts" aria-label={t.value.parts.label}>
        {parts.value.map(({ id }) => (
          <a
            key={id}
            href={addressOf({ tab: 'admin', own: ownOf(id), selected: null })}
            aria-current={part.value === id ? 'page' : undefined}
            ref={(link) => void (part.value === id && link?.scrollIntoView({ block: 'nearest', inline: 'nearest' }))}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return
              event.preventDefault()
              openPart(id)
            }}
          >
            {t.value.parts[id]}
          </a>
        ))}
      </nav>
      <div class="admin-body">
        <Screen key={part.value} />
      </div>
    </div>
  )
}
