import { useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { Field } from '../../form/field'
import { today } from '../../picture'
import { done, openIssues, setCategory, SEVERITIES, type Category, type Kind, type Severity } from './data'
import { t } from './messages'

interface Props {
  kind: Kind
  category: Category | null
  onClose: () => void
}

const NEW = { code: '', en: '', group: '', group_en: '', severity: 'minor' as Severity, major_from_m2: null as number | null, critical_from_m2: null as number | null }

/** A category as it shall stand from a day on, or taken out of use. */
export function CategoryForm({ kind, category, onClose }: Props) {
  const said = useSignal(category ?? NEW)
  const from = useSignal(today.value)
  const set = (change: Partial<typeof NEW>) => (said.value = { ...said.peek(), ...change })
  const now = said.value
  const text = t.value

  async function save(in_use: boolean) {
    const { code, en, group, group_en, severity, major_from_m2, critical_from_m2 } = said.peek()
    await setCategory({ kind, code, en, group, group_en, severity, major_from_m2, critical_from_m2, in_use, valid_from: from.peek() })
    done.value = { said: in_use ? t.peek().saved(code, from.peek()) : t.peek().retired(code, from.peek()) }
    onClose()
  }

  const word = (label: string, name: 'code' | 'en' | 'group' | 'group_en', fixed = false) => (
    <Field label={label} required>
      {(id) => <input id={id} required maxLength={64} disabled={fixed} value={now[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />}
    </Field>
  )
  const area = (label: string, name: 'major_from_m2' | 'critical_from_m2') => (
    <Field label={label}>{(id) => <input id={id} type="number" min={0} value={now[name] ?? ''} onInput={(event) => set({ [name]: Number.isNaN(event.currentTarget.valueAsNumber) ? null : event.currentTarget.valueAsNumber })} />}</Field>
  )
  const whole = now.code && now.en && now.group && now.group_en && from.value
  return (
    <form class="admin-form admin-inside" aria-label={now.code || text.add} onSubmit={(event) => event.preventDefault()}>
      {word(text.code, 'code', category !== null)}
      {word(text.en, 'en')}
      {word(text.group, 'group')}
      {word(text.groupEn, 'group_en')}
      <Field label={text.severity}>
        {(id) => (
          <select id={id} value={now.severity} onChange={(event) => set({ severity: event.currentTarget.value as Severity })}>
            {SEVERITIES.map((each) => (
              <option key={each} value={each}>
                {text.severities[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {area(text.major, 'major_from_m2')}
      {area(text.critical, 'critical_from_m2')}
      <Field label={text.from} required>
        {(id) => <input id={id} type="date" min={today.value} value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} />}
      </Field>
      <div class="admin-acts">
        <Asked label={text.save} main disabled={!whole} question={async () => text.saveSure(now.code, from.value, count(category ? await openIssues(now.code) : 0))} does={() => save(true)} />
        {category && <Asked label={text.retire} question={async () => text.retireSure(now.code, from.value, count(await openIssues(now.code)))} does={() => save(false)} />}
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
      </div>
    </form>
  )
}
