import { number, percent } from '../../shared/figures'
import { rowOf, shareThen } from '../coverage'
import { comparedWith } from './tools'
import { m } from '../messages'
import { mm } from './messages'
import { pointed, type Pointed } from './pointer'

/** A few words about what the pointer is over, from the table's own figures where it has them. */
export function Tooltip() {
  const at = pointed.value
  if (!at) return null
  const { title, lines } = say(at)
  return (
    <div class="tooltip" style={{ transform: `translate(${at.x}px, ${at.y}px)` }} role="tooltip">
      <div>
        <strong>{title}</strong>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
    </div>
  )
}

function say({ layer, properties }: Pointed): { title: string; lines: string[] } {
  const text = (name: string) => (properties[name] === undefined || properties[name] === null ? '' : String(properties[name]))
  if (layer === 'issues') return { title: text('title') || m.value.map.issue, lines: [text('number'), stateName(text('state')), text('due_on') && `${m.value.map.due} ${text('due_on')}`].filter(Boolean) }
  if (layer === 'tracks') return { title: m.value.map.track, lines: [text('officer'), text('patrolled_on')].filter(Boolean) }
  if (layer === 'photos') return { title: text('officer'), lines: [text('patrolled_on')] }
  if (layer === 'photo-clusters') return { title: mm.value.photos.cluster(text('point_count')), lines: [] }
  if (layer === 'effort') {
    const { hours, patrols, unitHours, unitPatrols } = mm.value.effort
    return { title: mm.value.layer.effort, lines: [`${hours} ${number(Number(properties.hours), { maximumFractionDigits: 1 })} ${unitHours}`, `${patrols} ${text('patrols')} ${unitPatrols}`] }
  }
  const code = text('code')
  const row = rowOf(code)
  const share = row?.share ?? Number(properties.share ?? 0)
  if (row && comparedWith.value) {
    const { then, now } = mm.value.compare
    const earlier = shareThen(row)
    return { title: row.name || code, lines: [`${then} ${earlier === null ? '–' : percent(earlier)}`, `${now} ${percent(row.share)}`] }
  }
  const status = row ? ` · ${m.value.status[row.status]}` : ''
  return { title: row?.name || text('name') || code, lines: [`${m.value.table.share} ${percent(share)}${status}`, row?.last_visit_on ? `${m.value.table.last} ${row.last_visit_on}` : code] }
}

function stateName(state: string): string {
  const names: Record<string, string> = m.value.issueStates
  return names[state] ?? state
}
