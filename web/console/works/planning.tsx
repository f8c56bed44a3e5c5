import { useSignal } from '@preact/signals'
import { Head } from '../admin/head'
import { DivisionSelect } from '../form/division'
import { Field } from '../form/field'
import { refusalOf } from '../form/refusal'
import { m } from '../messages'
import { show, year } from '../picture'
import { session } from '../session'
import '../styles/admin.css'
import '../styles/board.css'
import type { WorkType } from '../wire'
import { Told } from './acting'
import { plan, type Plan } from './data'
import { t } from './messages'

const TYPES: readonly WorkType[] = ['afforestation', 'tending', 'restoration', 'closing']
const PLANNERS = new Set(['office', 'gis'])
const PLACED = ['code', 'year', 'work_type', 'division', 'plot', 'planned_area_mu', 'boundary', 'opinion']

/** Whether the reader's post plans works. */
export const mayPlan = (): boolean => session.value.state === 'in' && PLANNERS.has(session.value.me.officer.post)

/** A form for a work that is to be planned 列入计划; its polygon may come with it, or later. */
export function Planning({ onBack }: { onBack: () => void }) {
  const said = useSignal<Plan>({ code: '', year: year.value ?? new Date().getFullYear(), work_type: 'afforestation', division: '', plot: '', planned_area_mu: null, boundary: null, opinion: '' })
  const refused = useSignal<ReturnType<typeof refusalOf> | null>(null)
  const busy = useSignal(false)
  const set = (change: Partial<Plan>) => (said.value = { ...said.peek(), ...change })
  const named = useSignal<string | null>(null)
  const unread = useSignal(false)
  const errors = refused.value?.fields ?? {}
  const now = said.value
  const text = t.value.plan

  async function read(file: File | undefined) {
    const boundary = file ? await polygonIn(file) : null
    unread.value = file !== undefined && boundary === null
    named.value = boundary && file ? file.name : null
    set({ boundary })
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy.peek()) return
    busy.value = true
    refused.value = null
    await plan(said.peek()).then(
      (id) => show({ own: {}, selected: String(id) }),
      (failure) => void (refused.value = refusalOf(failure, m.peek().unreachable.title)),
    )
    busy.value = false
  }

  return (
    <div class="board work-plan">
      <Head title={text.title} back={text.back} onBack={onBack} />
      <p class="note note-info">{text.note}</p>
      <form class="admin-card admin-form" aria-label={text.title} noValidate onSubmit={(event) => void submit(event)}>
        <Field label={text.code} required hint={text.codeHint} error={errors.code}>
          {(id) => <input id={id} maxLength={64} value={now.code} onInput={(event) => set({ code: event.currentTarget.value.trim() })} />}
        </Field>
        <Field label={text.type} required error={errors.work_type}>
          {(id) => (
            <select id={id} value={now.work_type} onChange={(event) => set({ work_type: event.currentTarget.value as WorkType })}>
              {TYPES.map((each) => (
                <option key={each} value={each}>
                  {m.value.works[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text.year} required error={errors.year}>
          {(id) => <input id={id} type="number" min={1950} max={2200} value={now.year} onInput={(event) => set({ year: event.currentTarget.valueAsNumber })} />}
        </Field>
        <Field label={text.area} error={errors.planned_area_mu}>
          {(id) => <input id={id} type="number" min={0} step={0.01} value={now.planned_area_mu ?? ''} onInput={(event) => set({ planned_area_mu: event.currentTarget.valueAsNumber })} />}
        </Field>
        <Field label={text.plot} hint={text.plotHint} error={errors.plot}>
          {(id) => <input id={id} maxLength={64} value={now.plot} onInput={(event) => set({ plot: event.currentTarget.value.trim() })} />}
        </Field>
        <Field label={text.division} required={!now.plot} hint={now.plot ? text.divisionHint : undefined} error={errors.division}>
          {(id) => <DivisionSelect id={id} value={now.division} onChange={(division) => set({ division })} />}
        </Field>
        <Field label={text.boundary} hint={text.boundaryHint} error={unread.value ? text.unread : errors.boundary}>
          {(id) => (
            <span class="button file-button">
              {named.value ?? text.choose}
              <input id={id} class="file-input" type="file" accept=".geojson,.json" onChange={(event) => void read(event.currentTarget.files?.[0])} />
            </span>
          )}
        </Field>
        <div class="admin-wide">
          <Field label={t.value.opinion} error={errors.opinion}>
            {(id) => <textarea id={id} rows={2} maxLength={4000} value={now.opinion} onInput={(event) => set({ opinion: event.currentTarget.value })} />}
          </Field>
        </div>
        <Told refused={refused.value} placed={PLACED} />
        <div class="admin-acts">
          <button type="submit" class="button button-main" disabled={busy.value || !now.code || !(now.division || now.plot)}>
            {busy.value ? t.value.busy : text.title}
          </button>
        </div>
      </form>
    </div>
  )
}

/** The first polygon of a GeoJSON file; null where there is none. */
async function polygonIn(file: File): Promise<GeoJSON.Geometry | null> {
  try {
    const told = JSON.parse(await file.text()) as GeoJSON.GeoJSON
    const features: readonly GeoJSON.GeoJSON[] = told.type === 'FeatureCollection' ? told.features : [told]
    const shapes = features.map((each) => (each.type === 'Feature' ? each.geometry : each))
    return (shapes.find((each) => each?.type === 'Polygon' || each?.type === 'MultiPolygon') ?? null) as GeoJSON.Geometry | null
  } catch {
    return null
  }
}
