import type { ComponentType } from 'preact'
import { lazily } from '../lazily'
import { addressOf } from '../picture'
import '../styles/admin.css'
import '../styles/board.css'
import { t } from './messages'
import { openPart, ownOf, part, parts, type PartId } from './parts'

/** Each part's code and texts come when it is opened for the first time. */
const SCREENS: Record<PartId, ComponentType> = {
  setup: lazily(() => import('./setup/setup').then(({ Setup }) => Setup)),
  people: lazily(() => import('./people/board').then(({ People }) => People)),
  duties: lazily(() => import('./duties/board').then(({ Duties }) => Duties)),
  rules: lazily(() => import('./rules/board').then(({ Rules }) => Rules)),
  targets: lazily(() => import('./targets/board').then(({ Targets }) => Targets)),
  catalogue: lazily(() => import('./catalogue/board').then(({ Catalogue }) => Catalogue)),
  schemes: lazily(() => import('./schemes/board').then(({ Schemes }) => Schemes)),
  templates: lazily(() => import('./templates/board').then(({ Templates }) => Templates)),
  divisions: lazily(() => import('./divisions/board').then(({ Divisions }) => Divisions)),
  devices: lazily(() => import('./devices/board').then(({ Devices }) => Devices)),
  log: lazily(() => import('./log/board').then(({ Log }) => Log)),
}

/** Administration 管理: its parts as tabs, each with an address of its own. */
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
