import type { ComponentChildren } from 'preact'
import { Refused } from '../../shared/api'
import { count } from '../../shared/figures'
import { m } from '../messages'
import { addressOf, selected, show } from '../picture'
import { SpanPicker } from '../span/picker'
import { Nothing, Trouble, Waiting } from '../states'
import '../styles/data_table.css'
import '../styles/league.css'
import { moment } from '../../shared/zone'
import { Filters, Segments } from '../table/filters'
import { Foot } from '../table/foot'
import { indicatorName, league, span, WHOM, whom, type Score } from './data'
import { t } from './messages'
import { pointsFor, rankOf, scoreOf, turned } from './order'
import { Standing } from './standing'

/** League tables of townships and of officers by post; every score leads to the rows it stands on. */
export function LeagueBoard() {
  const failure = league.failure.value
  return (
    <div class="data-board">
      <h2 class="unseen">{t.value.title}</h2>
      <Filters>
        <SpanPicker span={span} />
        <Segments label={t.value.whom} of={whom} choices={WHOM.map((each) => [each, each === 'township' ? t.value.township : m.value.posts[each]] as const)} />
      </Filters>
      {failure instanceof Refused && failure.status === 404 ? (
        <Nothing title={t.value.noScheme} body={failure.message} />
      ) : failure ? (
        <Trouble failure={failure} onRetry={league.reload} />
      ) : !league.data.value ? (
        <Waiting />
      ) : league.total.value === 0 ? (
        <Nothing title={t.value.nobody} body={t.value.nobodyBody} />
      ) : (
        <div class="league" data-open={selected.value !== null}>
          <Ranking />
          {selected.value && <Standing />}
        </div>
      )}
    </div>
  )
}

function Ranking() {
  const text = t.value
  const { scheme, status, data_at } = league.data.value!
  const codes = scheme.indicators.map(({ indicator }) => indicator)
  const weightOf = (code: string) => scheme.indicators.find(({ indicator, weight }) => indicator === code && weight > 0)?.weight ?? null
  return (
    <section class="data" aria-label={text.title} aria-busy={league.loading.value}>
      <div class="progress" data-busy={league.loading.value} role="status" />
      <div class="data-scroll" tabIndex={0} role="region" aria-label={text.title}>
        <table class="league-table" role="table" aria-label={text.title}>
          <thead role="rowgroup">
            <tr role="row">
              <Heading column="rank" class="figures">
                {text.rank}
              </Heading>
              <Heading column="name">{text.name}</Heading>
              <Heading column="score" class="figures">
                {text.score}
              </Heading>
              {codes.map((code) => (
                <Heading key={code} column={code} class="figures league-points">
                  {indicatorName(code)}
                  {weightOf(code) !== null && <small>{text.weight(count(weightOf(code)!))}</small>}
                </Heading>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {league.rows.value.map((score) => (
              <Row key={score.key} score={score} codes={codes} />
            ))}
          </tbody>
        </table>
      </div>
      <Foot list={league}>
        <span>
          <span class={`chip ${status === 'issued' ? 'chip-covered' : 'chip-partial'}`}>{text[status]}</span> {moment(data_at)}
        </span>
        <span>
          {text.by(scheme.name)} · {text.full(count(scheme.full_score))}
        </span>
      </Foot>
    </section>
  )
}

/** A heading that sorts: the best first, and the other way round at the next click. */
function Heading({ column, class: its = '', children }: { column: string; class?: string; children: ComponentChildren }) {
  const sort = league.sort.value
  const order = sort.replace(/^-/, '') !== column ? 'none' : sort.startsWith('-') ? 'descending' : 'ascending'
  return (
    <th role="columnheader" scope="col" class={its} aria-sort={order}>
      <button type="button" onClick={() => league.sort.set(turned(sort, column))}>
        {children}
        <span class="arrow" aria-hidden="true" />
      </button>
    </th>
  )
}

function Row({ score, codes }: { score: Score; codes: readonly string[] }) {
  const its = { selected: score.key }
  const text = t.value
  return (
    <tr
      role="row"
      data-opens="true"
      aria-selected={undefined}
      data-chosen={selected.value === score.key}
      onClick={(event) => {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        show(its)
      }}
    >
      <td role="cell" class="figures league-rank" data-heading={text.rank}>
        {rankOf(score) ?? '–'}
      </td>
      <td role="cell" class="col-name" data-heading={text.name}>
        <a class="row-link" href={addressOf(its)}>
          {score.name}
        </a>
        {score.note && <small class="none"> {text.notes[score.note]}</small>}
        {score.score !== null && scoreOf(score) !== score.score && <small class="none"> {text.appealed(score.score.toFixed(2))}</small>}
      </td>
      <td role="cell" class="figures league-score" data-heading={text.score}>
        {scoreOf(score)?.toFixed(2) ?? '–'}
      </td>
      {codes.map((code) => {
        const points = pointsFor(score, code)
        return (
          <td key={code} role="cell" class="figures league-points" data-heading={indicatorName(code)}>
            {points?.toFixed(2) ?? <span class="none">–</span>}
          </td>
        )
      })}
    </tr>
  )
}
