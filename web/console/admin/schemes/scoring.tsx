import { count } from '../../../shared/figures'
import { locale } from '../../../shared/locale'
import { CloseIcon } from '../../bar/icons'
import { indicators, type Form, type Known, type Scored } from './data'
import { change, drop, fullScore, open, partOf, percents, scoredBy, set, stepsOf, stepsText, type Draft } from './draft'
import { t } from './messages'

const nameOf = (known: Known): string => (locale.value === 'en' ? known.english : known.chinese)

/** The indicators of a draft: each with its weight, its form and the numbers of the form; below them what can be added. */
export function Scoring({ now, wrong }: { now: Draft; wrong: Record<string, unknown> }) {
  const known = indicators.data.value ?? []
  const heads = t.value.scoring
  return (
    <>
      <table class="admin-table admin-stacked scoring">
        <caption class="unseen">{heads.caption}</caption>
        <thead>
          <tr>
            {(['indicator', 'weight', 'form', 'numbers'] as const).map((each) => (
              <th key={each} scope="col">
                {heads[each]}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {now.indicators.map((scored, at) => {
            const its = known.find(({ indicator }) => indicator === scored.indicator)
            return its && <Row key={scored.indicator} at={at} scored={scored} known={its} wrong={wrong} />
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{heads.sum}</th>
            <td class="scoring-sum" colSpan={4}>
              {count(fullScore(now))}
            </td>
          </tr>
        </tfoot>
      </table>
      {wrong.indicators !== undefined && <p class="field-error">{String(wrong.indicators)}</p>}
      <Adding now={now} known={known} />
    </>
  )
}

function Adding({ now, known }: { now: Draft; known: readonly Known[] }) {
  const rest = open(known, now)
  if (rest.length === 0) return null
  return (
    <label class="admin-inline">
      {t.value.scoring.add}
      <select
        value=""
        onChange={(event) => {
          const chosen = rest.find(({ indicator }) => indicator === event.currentTarget.value)
          if (chosen) change({ indicators: [...now.indicators, scoredBy(chosen.forms[0]!, chosen, 10)] })
          event.currentTarget.value = ''
        }}
      >
        <option value="">{t.value.scoring.choose}</option>
        {rest.map((each) => (
          <option key={each.indicator} value={each.indicator}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface RowProps {
  at: number
  scored: Scored
  known: Known
  wrong: Record<string, unknown>
}

function Row({ at, scored, known, wrong }: RowProps) {
  const heads = t.value.scoring
  const name = nameOf(known)
  const byCase = scored.form === 'deduction' || scored.form === 'entries'
  const said = Object.entries(wrong).filter(([field]) => field.startsWith(`indicators.${at}.`))
  return (
    <tr data-wrong={said.length > 0} data-indicator={scored.indicator}>
      <td data-heading={heads.indicator}>
        {name}
        {said.map(([field, why]) => (
          <p key={field} class="field-error">
            {String(why)}
          </p>
        ))}
      </td>
      <td data-heading={heads.weight}>
        {byCase ? '–' : <input type="number" min={0} max={1000} step="any" aria-label={`${name}: ${heads.weight}`} value={scored.weight} onInput={(event) => set(at, { weight: event.currentTarget.valueAsNumber || 0 })} />}
      </td>
      <td data-heading={heads.form}>
        <select aria-label={`${name}: ${heads.form}`} value={scored.form} onChange={(event) => set(at, scoredBy(event.currentTarget.value as Form, known, scored.weight, scored.days))}>
          {known.forms.map((each) => (
            <option key={each} value={each}>
              {heads.forms[each]}
            </option>
          ))}
        </select>
      </td>
      <td data-heading={heads.numbers}>
        <Numbers at={at} scored={scored} name={name} />
      </td>
      <td class="admin-act">
        <button type="button" class="icon-button" aria-label={`${heads.drop}: ${name}`} title={heads.drop} onClick={() => drop(at)}>
          <CloseIcon />
        </button>
      </td>
    </tr>
  )
}

/** The numbers that a form needs: rates in per cent, points as they are. */
function Numbers({ at, scored, name }: { at: number; scored: Scored; name: string }) {
  const heads = t.value.scoring
  const number = (field: 'floor' | 'target' | 'each' | 'cap' | 'days') => {
    const rate = field === 'floor' || field === 'target'
    return (
      scored[field] !== undefined && (
        <label key={field} class="admin-inline">
          {heads[field]}
          <input
            type="number"
            min={0}
            step="any"
            aria-label={`${name}: ${heads[field]}`}
            value={rate ? percents(scored[field]) : scored[field]}
            onInput={(event) => set(at, { [field]: rate ? partOf(event.currentTarget.valueAsNumber || 0) : event.currentTarget.valueAsNumber || 0 })}
          />
        </label>
      )
    )
  }
  return (
    <div class="scoring-numbers">
      {scored.steps && (
        <label class="admin-inline">
          {heads.steps}
          <input aria-label={`${name}: ${heads.steps}`} title={heads.stepsHint} value={stepsText(scored.steps)} onChange={(event) => set(at, { steps: stepsOf(event.currentTarget.value) })} />
        </label>
      )}
      {(['floor', 'target', 'each', 'cap', 'days'] as const).map(number)}
    </div>
  )
}
