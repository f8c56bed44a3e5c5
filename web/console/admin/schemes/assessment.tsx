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
import { Nothing } from '../../states'
import { applyPreset, done, endAssessment, indicators, type Assessment } from './data'
import { begin } from './draft'
import { t } from './messages'

/** The county's schemes of assessment, and the preset to begin with. */
export function Assessments({ rows }: { rows: readonly Assessment[] }) {
  return (
    <>
      <Preset current={rows.filter(holds).length} />
      {rows.length === 0 && (
        <section class="admin-card">
          <Nothing title={t.value.none} body={t.value.noneBody} />
        </section>
      )}
      {rows.map((each) => (
        <One key={each.id} scheme={each} />
      ))}
    </>
  )
}

const holds = ({ to }: Assessment): boolean => to === null || to >= today.value

function Preset({ current }: { current: number }) {
  const division = useSignal(home.value?.code ?? '')
  const from = useSignal(addDays(today.value, 1))
  return (
    <form class="admin-card admin-form" aria-label={t.value.preset} onSubmit={(event) => event.preventDefault()}>
      <h3>{t.value.preset}</h3>
      <p class="hint admin-wide">{t.value.presetAbout}</p>
      <Field label={t.value.division} required>
        {(id) => <DivisionSelect id={id} value={division.value} levels={['county']} onChange={(code) => (division.value = code)} />}
      </Field>
      <Field label={t.value.from} required>
        {(id) => <input id={id} type="date" value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />}
      </Field>
      <div class="admin-acts">
        <Asked
          label={t.value.preset}
          main
          disabled={!division.value || !from.value}
          question={t.value.presetSure(placeName(division.value), from.value, count(current))}
          does={async () => {
            const amount = await applyPreset(division.peek(), from.peek())
            done.value = { said: t.peek().applied(count(amount)) }
          }}
        />
      </div>
    </form>
  )
}

function One({ scheme }: { scheme: Assessment }) {
  const coming = scheme.from > today.value
  const called = new Map(indicators.data.value?.map((each) => [each.indicator, locale.value === 'en' ? each.english : each.chinese]))

  async function end() {
    await endAssessment(scheme.id, today.peek())
    done.value = { said: coming ? t.peek().didTakeBack(scheme.name) : t.peek().didEnd(scheme.name, today.peek()) }
  }

  return (
    <section class="admin-card" data-scheme={scheme.id}>
      <h3>
        <span>
          {scheme.name} <span class={`chip ${holds(scheme) ? 'chip-covered' : ''}`}>{holds(scheme) ? `${scheme.from} – ${scheme.to ?? t.value.open}` : t.value.ended}</span>
        </span>
        <button type="button" class="button" onClick={() => begin(scheme)}>
          {t.value.writeFrom}
        </button>
        {holds(scheme) && <Asked label={coming ? t.value.takeBack : t.value.end} question={coming ? t.value.takeBackSure(scheme.name) : t.value.endSure(scheme.name, today.value)} does={end} />}
      </h3>
      <p class="hint">
        {t.value.subjects[scheme.subject]}
        {scheme.post && ` · ${m.value.posts[scheme.post]}`} · {t.value.full(count(scheme.full_score))} · {t.value.appeal(count(scheme.appeal_days))} · {scheme.source}
      </p>
      <p>{scheme.indicators.map(({ indicator, weight }) => `${called.get(indicator) ?? indicator}${weight ? ` ${count(weight)}` : ''}`).join(' · ')}</p>
    </section>
  )
}
