import { useSignal } from '@preact/signals'
import { addDays } from '../../../shared/days'
import { count } from '../../../shared/figures'
import { locale } from '../../../shared/locale'
import { Asked } from '../../form/asked'
import { DivisionSelect } from '../../form/division'
import { Field } from '../../form/field'
import { m } from '../../messages'
import { today } from '../../picture'
import { home, placeName } from '../../session'
import { Trouble, Waiting } from '../../states'
import { Head } from '../head'
import { apply, doing, done, presets, reachOf, type Asks, type Preset } from './data'
import { t } from './messages'
import { Reaching } from './reach'
import { conditions, quota, seasonDay } from './words'

/** Published rules of counties, each with its source, to be applied to a division from a day on. */
export function Presets() {
  const division = useSignal(home.value?.code ?? '')
  const from = useSignal(addDays(today.value, 1))
  const text = t.value
  if (presets.failure.value) return <Trouble failure={presets.failure.value} onRetry={presets.reload} />
  return (
    <div class="board">
      <Head title={text.presets} back={text.back} onBack={() => doing.set(null)} />
      <p class="note note-info">{text.note}</p>
      <form class="admin-card admin-form" onSubmit={(event) => event.preventDefault()}>
        <Field label={text.division} required>
          {(id) => <DivisionSelect id={id} value={division.value} onChange={(code) => (division.value = code)} />}
        </Field>
        <Field label={text.from} required hint={text.fromHint}>
          {(id) => <input id={id} type="date" value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />}
        </Field>
        <p class="hint admin-wide">{text.presetIntro}</p>
      </form>
      {presets.data.value ? presets.data.value.map((each) => <One key={each.name} preset={each} division={division.value} from={from.value} />) : <Waiting />}
    </div>
  )
}

const dayOf = (said: Asks['season_from']) => (said ? seasonDay(said) : null)

function One({ preset, division, from }: { preset: Preset; division: string; from: string }) {
  const title = locale.value === 'en' ? preset.title_en : preset.title
  const text = t.value

  async function question() {
    const wanted = preset.rules.map((rule) => ({ ...rule, season_from: dayOf(rule.season_from), season_to: dayOf(rule.season_to), division, from }))
    const reached = await Promise.all(wanted.map(reachOf))
    return (
      <>
        <p>{text.applySure(count(preset.rules.length), title, placeName(division))}</p>
        {reached.map((reach, at) => (
          <div key={at}>
            <strong>{m.value.posts[wanted[at]!.post]}</strong>
            <Reaching wanted={wanted[at]!} reach={reach} />
          </div>
        ))}
      </>
    )
  }

  async function act() {
    const amount = await apply(preset.name, division, from)
    done.value = { said: t.peek().applied(count(amount), title) }
    doing.set(null)
  }

  return (
    <section class="admin-card" data-preset={preset.name}>
      <h3>{title}</h3>
      <ul class="admin-rows">
        {preset.rules.map((rule, at) => (
          <li key={at}>
            <span>
              {m.value.posts[rule.post]} · {t.value.kinds[rule.kind]} · {quota(rule)}
            </span>
            <small>{conditions(rule).join(t.value.and) || text.any}</small>
          </li>
        ))}
      </ul>
      <p class="hint">{preset.source}</p>
      <div class="admin-acts">
        <Asked label={division ? text.apply : text.choose} main disabled={!division || !from} question={question} does={act} />
      </div>
    </section>
  )
}
