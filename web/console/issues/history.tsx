import { count } from '../../shared/figures'
import { moment } from '../../shared/zone'
import { called } from '../table/columns'
import { t } from './messages'
import type { IssueEvent, Stage, WholeIssue } from './wire'

const STAGES: readonly Stage[] = ['before', 'after', 'paper']

/** The photos of an issue by what they show. */
export function Photos({ issue }: { issue: WholeIssue }) {
  const taken = issue.events.flatMap(({ photos }) => photos)
  if (!taken.length) return null
  return (
    <section>
      <h3>{t.value.photos}</h3>
      <div class="issue-photos">
        {STAGES.map((stage) => {
          const its = taken.filter((photo) => photo.stage === stage)
          return (
            its.length > 0 && (
              <figure key={stage}>
                <figcaption>{t.value.stages[stage]}</figcaption>
                {its.map(({ sha256 }, at) => (
                  <Photo key={sha256} sha256={sha256} alt={t.value.photo(t.value.stages[stage], at + 1)} />
                ))}
              </figure>
            )
          )
        })}
      </div>
    </section>
  )
}

function Photo({ sha256, alt }: { sha256: string; alt: string }) {
  return (
    <a href={`/api/v1/photos/${sha256}?size=screen`} target="_blank" rel="noreferrer">
      <img src={`/api/v1/photos/${sha256}?size=thumb`} alt={alt} loading="lazy" />
    </a>
  )
}

/** Every step, the last first. */
export function History({ issue }: { issue: WholeIssue }) {
  return (
    <section>
      <h3>{t.value.history}</h3>
      <ol class="issue-history">
        {[...issue.events].reverse().map((event) => (
          <Step key={event.at + event.action} event={event} />
        ))}
      </ol>
    </section>
  )
}

function Step({ event }: { event: IssueEvent }) {
  const text = t.value
  const more = [
    event.assignee && text.assigned(event.assignee.name),
    event.due_on && text.setDue(event.due_on),
    event.detail.papers?.map((each) => text.paperNumbered(text.fileKinds[each], event.detail.paper_numbers?.[each] ?? '')).join(text.comma),
    event.detail.reference && text.detailReference(event.detail.reference),
    event.detail.extension_lapsed && text.lapsed(event.detail.extension_lapsed),
    event.distance_m !== null && text.detailDistance(count(event.distance_m)),
  ].filter(Boolean)
  return (
    <li data-action={event.action}>
      <p>
        <strong>{called('issue-events', 'action')(event.action)}</strong>
        <span>
          {event.by?.name ?? text.system}
          {event.by?.post && ` · ${called('issue-events', 'by.post')(event.by.post)}`}
        </span>
        <time dateTime={event.at}>{moment(event.at)}</time>
      </p>
      {event.opinion && <p class="issue-opinion">{event.opinion}</p>}
      {more.length > 0 && <p class="issue-more">{more.join(' · ')}</p>}
    </li>
  )
}
