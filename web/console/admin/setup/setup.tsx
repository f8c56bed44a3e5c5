import { count } from '../../../shared/figures'
import { m } from '../../messages'
import { addressOf, groups, show } from '../../picture'
import { Trouble, Waiting } from '../../states'
import { t } from './messages'
import { state, STEPS, type State, type StepId } from './steps'

/** The guided first run: what is there, what is missing, what to do; it can be left and taken up again. */
export function Setup() {
  const now = state.data.value
  if (state.failure.value) return <Trouble failure={state.failure.value} onRetry={state.reload} />
  if (!now) return <Waiting />
  const standings = STEPS.map(({ standing }) => standing(now))
  const done = standings.filter((each) => each === 'done').length
  const next = standings.findIndex((each) => each !== 'done')
  return (
    <div class="board setup">
      <header class="board-head">
        <h2>{t.value.title}</h2>
        <strong class="setup-progress">{t.value.progress(done, STEPS.length)}</strong>
        <p class="hint">{t.value.intro}</p>
      </header>
      {next < 0 && (
        <p class="note note-good done" role="status">
          <span>{t.value.ready}</span>
          <button type="button" class="button button-main" onClick={() => show({ tab: 'rivers' })}>
            {t.value.toMap}
          </button>
        </p>
      )}
      <ol class="setup-steps">
        {STEPS.map(({ id, there }, at) => (
          <li key={id} data-step={id} data-standing={standings[at]} data-next={at === next}>
            <Step id={id} now={now} standing={standings[at]!} next={at === next} number={at + 1} address={addressOf(there)} go={() => show(there)} mayGo={reachable(there.tab!)} />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** GIS staff import, and leave people and rules to others. */
function reachable(tab: string): boolean {
  return groups.value.some(({ boards }) => boards.some(({ id }) => id === tab))
}

interface Props {
  id: StepId
  now: State
  standing: 'done' | 'partly' | 'missing'
  next: boolean
  number: number
  address: string
  go: () => void
  mayGo: boolean
}

function Step({ id, now, standing, next, number, address, go, mayGo }: Props) {
  const text = t.value.steps[id]
  const [there, lacking] = said(id, now)
  return (
    <>
      <span class="setup-number" aria-hidden="true">
        {standing === 'done' ? '✓' : number}
      </span>
      <div class="setup-what">
        <h3>
          {text.name} <span class="chip">{t.value.standing[standing]}</span>
        </h3>
        <dl>
          {there && (
            <div>
              <dt>{t.value.there}</dt>
              <dd>{there}</dd>
            </div>
          )}
          {lacking && (
            <div class="setup-lacking">
              <dt>{t.value.lacking}</dt>
              <dd>{lacking}</dd>
            </div>
          )}
          {standing !== 'done' && (
            <div>
              <dt>{t.value.doIt}</dt>
              <dd>{text.how}</dd>
            </div>
          )}
        </dl>
      </div>
      {mayGo && (
        <a
          class={`button ${next ? 'button-main' : ''}`}
          href={address}
          onClick={(event) => {
            event.preventDefault()
            go()
          }}
        >
          {text.go}
        </a>
      )}
    </>
  )
}

const some = (amount: number, words: string): string | null => (amount > 0 ? words : null)

/** What is there and what is missing of a step, in words; null where there is nothing to say. */
function said(id: StepId, now: State): [string | null, string | null] {
  const text = t.value.steps
  switch (id) {
    case 'boundary': {
      const { county, township, village, without_boundary } = now.divisions
      const lacking = [county === 0 && text.boundary.noCounty, township === 0 && text.boundary.noTownship, without_boundary > 0 && text.boundary.without(count(without_boundary))]
      return [some(county, text.boundary.there(count(county), count(township), count(village))), lacking.filter(Boolean).join('、') || null]
    }
    case 'rivers':
      return [some(now.segments, text.rivers.there(count(now.segments))), now.segments ? null : text.rivers.lacking]
    case 'plots':
      return [some(now.plots, text.plots.there(count(now.plots))), now.plots ? null : text.plots.lacking]
    case 'people':
      return [text.people.there(count(now.people), count(now.patrolling)), now.patrolling ? some(now.never_signed_in, text.people.waiting(count(now.never_signed_in))) : text.people.lacking]
    case 'duties': {
      const held = [now.segments - now.segments_unanswered, now.plots - now.plots_unanswered] as const
      const open = now.segments_unanswered + now.plots_unanswered
      return [some(held[0] + held[1], text.duties.there(count(held[0]), count(held[1]))), some(open, text.duties.lacking(count(now.segments_unanswered), count(now.plots_unanswered)))]
    }
    case 'rules': {
      const bare = now.posts_without_rule.map((post) => m.value.posts[post]).join('、')
      return [some(now.rules, text.rules.there(count(now.rules))), now.rules === 0 ? text.rules.none : bare ? text.rules.lacking(bare) : null]
    }
    case 'targets':
      return [some(now.targets, text.targets.there(now.year, count(now.targets))), now.targets ? null : text.targets.lacking(now.year)]
  }
}
