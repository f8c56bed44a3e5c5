import { count, percent } from '../../shared/figures'
import { CloseIcon } from '../bar/icons'
import { addressOf, show, type Picture } from '../picture'
import { Nothing, Trouble, Waiting } from '../states'
import { indicator, indicatorName, parts, subject, type Line, type Part, type Score } from './data'
import { t } from './messages'
import { pointsOf } from './order'

/** One subject's score: each indicator with its points, and below the chosen one the rows that add up to it. */
export function Standing() {
  const score = subject.value
  if (!score) return null
  const text = t.value
  return (
    <aside class="standing" aria-label={score.name}>
      <header>
        <h3>{score.name}</h3>
        <strong>{score.score === null ? '–' : score.score.toFixed(2)}</strong>
        {score.corrected?.score != null && <span>{text.corrected(score.corrected.score.toFixed(2))}</span>}
        <button type="button" class="icon-button" aria-label={text.close} onClick={close}>
          <CloseIcon />
        </button>
      </header>
      {!indicator.value && <p class="hint">{text.choose}</p>}
      {score.score !== null && score.indicators.some((line) => line.weight && !line.applied_weight) && <p class="hint">{text.spread}</p>}
      <Lines score={score} />
    </aside>
  )
}

function close() {
  indicator.set('', { quietly: true })
  show({ selected: null })
}

function Lines({ score }: { score: Score }) {
  return (
    <ul class="standing-lines">
      {score.indicators.map((line) => (
        <li key={line.indicator}>
          <button type="button" aria-expanded={indicator.value === line.indicator} onClick={() => indicator.set(indicator.value === line.indicator ? '' : line.indicator)}>
            <span>{indicatorName(line.indicator)}</span>
            <small>{figures(line)}</small>
            <b>{line.rate === null && !line.applied_weight && !pointsOf(line) ? '–' : pointsOf(line).toFixed(2)}</b>
            <i aria-hidden="true">
              <i style={{ width: `${line.applied_weight > 0 ? Math.max(0, Math.min(1, pointsOf(line) / line.applied_weight)) * 100 : 0}%` }} />
            </i>
          </button>
          {indicator.value === line.indicator && <Behind />}
        </li>
      ))}
    </ul>
  )
}

function figures({ numerator, denominator, rate, applied_weight, points, decision_words }: Line): string {
  const text = t.value
  const weight = text.weight(applied_weight.toFixed(1)) + (decision_words ? ` · ${text.appealed(points.toFixed(2))}：${decision_words}` : '')
  return rate === null ? weight : `${percent(rate)} · ${text.of(count(numerator), count(denominator))} · ${weight}`
}

function Behind() {
  const text = t.value
  const found = parts.data.value
  if (parts.failure.value) return <Trouble failure={parts.failure.value} onRetry={parts.reload} />
  if (!found) return <Waiting />
  if (!found.items.length) return <Nothing title={text.none} body={text.noneBody} />
  return (
    <div class="standing-parts" tabIndex={0} role="region" aria-label={text.parts}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.part}</th>
            <th scope="col">{text.day}</th>
            <th scope="col" class="figures">
              {text.numerator}
            </th>
            <th scope="col" class="figures">
              {text.denominator}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.items.map((part, at) => (
            <tr key={part.kind + part.ref + at}>
              <td>
                <PartName part={part} />
              </td>
              <td>{part.day ?? ''}</td>
              <td class="figures">{round(part.numerator)}</td>
              <td class="figures">{round(part.denominator)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const round = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(2))

/** What a part of a figure is, and the screen on which it can be looked at, where there is one. */
function PartName({ part }: { part: Part }) {
  const kinds = t.value.kinds as Record<string, string>
  const name = `${kinds[part.kind] ?? part.kind} ${part.name ?? part.ref.slice(0, 13)}`
  const opens = screenOf(part)
  if (!opens) return <>{name}</>
  return (
    <a
      class="row-link"
      href={addressOf(opens)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        show(opens)
      }}
    >
      {name}
    </a>
  )
}

/** A duty's rows on the board of duties, as its address asks for them. */
function dutyAt(address: string | null, name: string): Partial<Picture> | null {
  const found = /\/duties\/(\w+)\/([^/]+)\/patrols\?(.*)$/.exec(address ?? '')
  if (!found) return null
  const asked = new URLSearchParams(found[3])
  const said = (parameter: string) => asked.get(parameter) ?? ''
  const own = { by: found[1]!, span: said('period'), ...(asked.has('object') ? { object: said('object') } : {}) }
  return { tab: 'duties', selected: [said('kind'), said('per'), decodeURIComponent(found[2]!), name].join('/'), own }
}

function screenOf({ kind, ref, name, address }: Part): Partial<Picture> | null {
  switch (kind) {
    case 'duty':
      return dutyAt(address, name ?? ref)
    case 'patrol':
      return { tab: 'reviews', selected: ref }
    case 'issue':
      return { tab: 'issues', selected: ref }
    case 'segment':
      return { tab: 'rivers', selected: ref }
    case 'plot':
      return { tab: 'forest', selected: ref }
    default:
      return null
  }
}
