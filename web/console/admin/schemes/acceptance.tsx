import { useSignal } from '@preact/signals'
import { addDays } from '../../../shared/days'
import { percent } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { DivisionSelect } from '../../form/division'
import { Field } from '../../form/field'
import { m } from '../../messages'
import { today } from '../../picture'
import { home, placeName } from '../../session'
import type { WorkType } from '../../wire'
import { accept, done, KINDS, PRESETS, TIERS, type Acceptance, type Bands, type Tier } from './data'
import { partOf } from './draft'
import { t } from './messages'

const TYPES: readonly WorkType[] = ['afforestation', 'tending', 'restoration', 'closing']

/** Schemes of acceptance, the newest of a type first, and a new one. */
export function Acceptances({ rows }: { rows: readonly Acceptance[] }) {
  const heads = t.value.heads
  return (
    <>
      <section class="admin-card admin-flush">
        <table class="admin-table admin-stacked" aria-label={t.value.views.acceptance}>
          <thead>
            <tr>
              {(['type', 'kind', 'bands', 'tier', 'where', 'from'] as const).map((each) => (
                <th key={each} scope="col">
                  {heads[each]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td data-heading={heads.type}>{m.value.works[row.work_type]}</td>
                <td data-heading={heads.kind}>{t.value.kinds[row.kind]}</td>
                <td data-heading={heads.bands}>{t.value.bands(percent(row.qualified_from), percent(row.replant_from), row.replant_includes)}</td>
                <td data-heading={heads.tier}>{t.value.tiers[row.verified_by]}</td>
                <td data-heading={heads.where}>{/^0+$/.test(row.division) ? t.value.everywhere : placeName(row.division)}</td>
                <td data-heading={heads.from}>{row.valid_from > '1950-01-01' ? row.valid_from : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Fresh />
    </>
  )
}

function Fresh() {
  const work = useSignal<WorkType>('afforestation')
  const kind = useSignal<(typeof KINDS)[number]>('survival')
  const preset = useSignal<(typeof PRESETS)[number]>('85/41')
  const qualified = useSignal(85)
  const replant = useSignal(41)
  const includes = useSignal(true)
  const tier = useSignal<Tier>('county')
  const division = useSignal(home.value?.code ?? '')
  const from = useSignal(addDays(today.value, 1))
  const source = useSignal('')
  const bands = (): Bands =>
    preset.peek() === 'own' ? { qualified_from: partOf(qualified.peek()), replant_from: partOf(replant.peek()), replant_includes: includes.peek() } : { preset: preset.peek() }
  const cut = (label: string, of: { value: number }) => (
    <Field label={label} required>
      {(id) => <input id={id} type="number" min={0} max={100} step="any" value={of.value} onInput={(event) => (of.value = event.currentTarget.valueAsNumber)} />}
    </Field>
  )
  const choice = <T extends string>(label: string, of: { value: T }, choices: readonly T[], word: (each: T) => string) => (
    <Field label={label} required>
      {(id) => (
        <select id={id} value={of.value} onChange={(event) => (of.value = event.currentTarget.value as T)}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {word(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  return (
    <form class="admin-card admin-form" aria-label={t.value.add} onSubmit={(event) => event.preventDefault()}>
      <h3>{t.value.add}</h3>
      {choice(t.value.heads.type, work, TYPES, (each) => m.value.works[each])}
      {choice(t.value.heads.kind, kind, KINDS, (each) => t.value.kinds[each])}
      {choice(t.value.band, preset, PRESETS, (each) => t.value.presets[each])}
      {preset.value === 'own' && cut(t.value.cuts.qualified, qualified)}
      {preset.value === 'own' && cut(t.value.cuts.replant, replant)}
      {preset.value === 'own' && (
        <label class="field-check">
          <input type="checkbox" checked={includes.value} onChange={(event) => (includes.value = event.currentTarget.checked)} />
          {t.value.cuts.includes}
        </label>
      )}
      {choice(t.value.heads.tier, tier, TIERS, (each) => t.value.tiers[each])}
      <Field label={t.value.heads.where} required>
        {(id) => <DivisionSelect id={id} value={division.value} onChange={(code) => (division.value = code)} />}
      </Field>
      <Field label={t.value.from} required>
        {(id) => <input id={id} type="date" min={today.value} value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />}
      </Field>
      <Field label={t.value.source}>{(id) => <input id={id} maxLength={400} value={source.value} onInput={(event) => (source.value = event.currentTarget.value)} />}</Field>
      <div class="admin-acts">
        <Asked
          label={t.value.create}
          main
          disabled={!division.value || !from.value || (preset.value === 'own' && !(qualified.value > replant.value && replant.value >= 0))}
          question={t.value.createSure(m.value.works[work.value], t.value.kinds[kind.value], from.value)}
          does={async () => {
            await accept({ work_type: work.peek(), kind: kind.peek(), ...bands(), verified_by: tier.peek(), division: division.peek(), valid_from: from.peek(), source: source.peek() || null })
            done.value = { said: t.peek().created(m.peek().works[work.peek()], from.peek()) }
          }}
        />
      </div>
    </form>
  )
}
