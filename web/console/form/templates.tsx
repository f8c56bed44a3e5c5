import { useSignal } from '@preact/signals'
import { all, call, file } from '../../shared/api'
import { load } from '../../shared/load'
import { locale } from '../../shared/locale'
import { catalogue } from '../messages'
import { session, whenOut } from '../session'
import '../styles/admin.css'
import { moment } from '../../shared/zone'
import { Asked } from './asked'
import { Done, type Deed } from './done'
import { saying } from './refusal'

const t = catalogue(
  {
    download: '下载模板',
    upload: '上传修改过的',
    reset: '恢复默认',
    resetSure: '以后用系统自带的模板；已经做好、发出的不变。改过的模板保留在系统里，可以重新上传。',
    default: '系统自带',
    own: (by: string, at: string) => `本单位的，${by} ${at} 上传`,
    uploaded: (name: string) => `已更换“${name}”的模板，以后按它生成；已经做好、发出的不变。`,
    wasReset: (name: string) => `“${name}”已恢复默认模板。`,
  },
  {
    download: 'Download',
    upload: 'Upload an edited one',
    reset: 'Back to default',
    resetSure: 'The system’s own template is used from now on; what was made and issued stays. Edited ones are kept and can be uploaded again.',
    default: 'the system’s own',
    own: (by: string, at: string) => `the office’s own, by ${by}, ${at}`,
    uploaded: (name: string) => `“${name}” is filled from the new template from now on; what was made and issued stays.`,
    wasReset: (name: string) => `“${name}” is back to the default template.`,
  },
)

type Family = 'bulletin' | 'paper'

interface Template {
  family: Family
  kind: string
  name: string
  path: string
  own: boolean
  entered_by: string | null
  entered_at: string | null
}

const SETTERS = ['office', 'supervisor', 'admin']

const templates = load(
  () => (session.value.state === 'in' && SETTERS.includes(session.value.me.officer.post) ? `templates#${locale.value}` : null),
  (path, abort) => all<Template>(path.split('#')[0]!, abort),
)
whenOut(templates.forget)

/** The Word templates of a family: got, changed, and set back to the system's own. */
export function TemplateList({ family }: { family: Family }) {
  const done = useSignal<Deed | null>(null)
  const refused = useSignal<string | null>(null)

  async function take(of: Template, input: HTMLInputElement) {
    const chosen = input.files?.[0]
    input.value = ''
    if (!chosen) return
    done.value = null
    refused.value = await saying(call(of.path, { method: 'PUT', body: chosen }))
    if (refused.value) return
    done.value = { said: t.peek().uploaded(of.name) }
    templates.reload()
  }

  async function reset(of: Template) {
    await call(of.path, { method: 'DELETE' })
    done.value = { said: t.peek().wasReset(of.name) }
    templates.reload()
  }

  return (
    <>
      <ul class="admin-rows template-rows">
        {templates.data.value
          ?.filter((each) => each.family === family)
          .map((each) => (
            <li key={each.kind} data-template={each.kind}>
              <span>{each.name}</span>
              <small>{each.own ? t.value.own(each.entered_by ?? '', moment(each.entered_at!)) : t.value.default}</small>
              <span class="admin-does">
                <button type="button" class="button" aria-label={`${t.value.download}: ${each.name}`} onClick={async () => (refused.value = await saying(file(each.path)))}>
                  {t.value.download}
                </button>
                <label class="button file-button">
                  {t.value.upload}
                  <input class="file-input" type="file" accept=".docx" aria-label={`${t.value.upload}: ${each.name}`} onChange={(event) => void take(each, event.currentTarget)} />
                </label>
                {each.own && <Asked label={t.value.reset} question={t.value.resetSure} does={() => reset(each)} />}
              </span>
            </li>
          ))}
      </ul>
      <Done of={done} />
      {refused.value && (
        <p class="note note-bad" role="alert">
          {refused.value}
        </p>
      )}
    </>
  )
}
