import { Done } from '../../form/done'
import { Trouble, Waiting } from '../../states'
import { Segments } from '../../table/filters'
import { Acceptances } from './acceptance'
import { Assessments } from './assessment'
import { acceptances, assessments, done, view } from './data'
import { begin, draft } from './draft'
import { Editor } from './editor'
import { t } from './messages'

/** Schemes of assessment 考核办法 and of acceptance 验收方案. */
export function Schemes() {
  const failure = assessments.failure.value ?? acceptances.failure.value
  if (failure) return <Trouble failure={failure} onRetry={() => (assessments.reload(), acceptances.reload())} />
  if (!acceptances.data.value) return <Waiting />
  if (draft.value) return <Editor now={draft.value} />
  return (
    <div class="board">
      <header class="admin-head">
        <h2>{t.value.title}</h2>
        <Segments label={t.value.view} of={view} choices={(['assessment', 'acceptance'] as const).map((each) => [each, t.value.views[each]] as const)} />
        {view.value === 'assessment' && (
          <span class="admin-does">
            <button type="button" class="button button-main" onClick={() => begin(null)}>
              {t.value.write}
            </button>
          </span>
        )}
      </header>
      <p class="note note-info">{t.value.note}</p>
      <Done of={done} />
      {view.value === 'assessment' ? <Assessments rows={assessments.data.value ?? []} /> : <Acceptances rows={acceptances.data.value} />}
    </div>
  )
}
