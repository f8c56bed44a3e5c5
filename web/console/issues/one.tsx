import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BackIcon } from '../bar/icons'
import { m } from '../messages'
import { Refused } from '../../shared/api'
import { selected, show } from '../picture'
import { Nothing, Trouble, Waiting } from '../states'
import { called } from '../table/columns'
import { Acting } from './acting'
import { issue as loaded } from './data'
import { Deadline } from './deadline'
import { Facts, Nearby } from './facts'
import { History, Photos } from './history'
import { t } from './messages'
import { Papers } from './papers'
import { IssuePlace } from './place'
import type { Place, WholeIssue } from './wire'

/** One issue on one screen: what it is, where, what happened, and what its reader may do now. */
export function OneIssue() {
  const here = loaded.data.value
  const failure = loaded.failure.value
  if (failure instanceof Refused && failure.status === 404) {
    return (
      <div class="state">
        <Nothing title={t.value.unknown} body="" />
        <Back />
      </div>
    )
  }
  if (failure) return <Trouble failure={failure} onRetry={loaded.reload} />
  if (!here || here.number !== selected.value) return <Waiting />
  return <Whole key={here.number} issue={here} />
}

function Whole({ issue }: { issue: WholeIssue }) {
  const picked = useSignal<Place | null>(null)
  useEffect(() => {
    picked.value = null
  }, [issue.version])
  return (
    <article class="issue">
      <header class="issue-head">
        <Back />
        <div>
          <h2>{issue.title}</h2>
          <p>
            {issue.number}
            <span class={`chip issue-${issue.state}`}>{called('issues', 'state')(issue.state)}</span>
            <Deadline issue={issue} />
            {issue.supervised_at && <span class="severity severity-grave">{t.value.supervised}</span>}
          </p>
        </div>
      </header>
      <div class="issue-body">
        <div class="issue-main">
          {issue.text && issue.text !== issue.title && <p class="issue-text">{issue.text}</p>}
          {issue.merged_into && (
            <button type="button" class="link" onClick={() => show({ selected: issue.merged_into })}>
              {t.value.merged(issue.merged_into)}
            </button>
          )}
          <Photos issue={issue} />
          <History issue={issue} />
        </div>
        <aside class="issue-side" aria-label={t.value.act}>
          <Acting issue={issue} picked={picked} />
          <IssuePlace issue={issue} picked={picked} />
          <Facts issue={issue} />
          <Papers issue={issue} />
          <Nearby issue={issue} />
        </aside>
      </div>
    </article>
  )
}

function Back() {
  return (
    <button type="button" class="issue-back" aria-label={t.value.back} title={t.value.back} onClick={() => show({ selected: null })}>
      <BackIcon />
      <span>{m.value.tabs.issues}</span>
    </button>
  )
}
