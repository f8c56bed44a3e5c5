import { useSignal } from '@preact/signals'
import { file } from '../../shared/api'
import { moment } from '../../shared/zone'
import { discard, issue } from './data'
import { Asked } from '../form/asked'
import { t } from './messages'
import { saying } from '../form/refusal'
import { FORMATS, type Bulletin } from './wire'

/** Every version with its files, the newest first. */
export function List({ items, mayIssue }: { items: readonly Bulletin[]; mayIssue: boolean }) {
  return (
    <ul class="bulletins">
      {items.map((each) => (
        <Item key={each.id} bulletin={each} mayIssue={mayIssue} />
      ))}
    </ul>
  )
}

function Item({ bulletin, mayIssue }: { bulletin: Bulletin; mayIssue: boolean }) {
  const state = bulletin.issued_at ? 'issued' : bulletin.state
  const named = bulletin.title ?? `${bulletin.officer_name ?? bulletin.division_name ?? bulletin.division} ${bulletin.period} ${t.value.kinds[bulletin.kind]}`
  const refused = useSignal<string | null>(null)
  return (
    <li class="bulletin" data-id={bulletin.id} data-state={state}>
      <div class="bulletin-what">
        <h3>{named}</h3>
        <p>
          <span class="chip" data-tone={TONES[state]}>
            {t.value.states[state]}
          </span>
          <span>{t.value.version(bulletin.version)}</span>
          {bulletin.data_at && <span>{t.value.data(moment(bulletin.data_at))}</span>}
          {bulletin.basis && <span class="hint">{t.value.basis(bulletin.basis.patrols, bulletin.basis.issues, bulletin.basis.works)}</span>}
          {bulletin.issued_at && <span class="hint">{t.value.issued(bulletin.issued_by ?? '', moment(bulletin.issued_at))}</span>}
        </p>
        {bulletin.failure && <p class="note note-bad">{bulletin.failure}</p>}
        {refused.value && (
          <p class="note note-bad" role="alert">
            {refused.value}
          </p>
        )}
      </div>
      <div class="bulletin-does">
        {state === 'waiting' && <span class="spinner" role="status" aria-label={t.value.making} />}
        {FORMATS.filter((each) => bulletin.formats.includes(each)).map((each) => (
          <button
            key={each}
            type="button"
            class="button"
            aria-label={`${named} ${t.value.formats[each]}`}
            onClick={async () => (refused.value = await saying(file(`bulletins/${bulletin.id}/${each}`)))}
          >
            {t.value.formats[each]}
          </button>
        ))}
        {mayIssue && state === 'ready' && <Asked label={t.value.issue} question={t.value.confirmIssue} main does={() => issue(bulletin.id)} />}
        {mayIssue && state !== 'issued' && <Asked label={t.value.discard} question={t.value.confirmDiscard} does={() => discard(bulletin.id)} />}
      </div>
    </li>
  )
}

const TONES = { waiting: 'mid', ready: 'warn', failed: 'bad', issued: 'good' } as const
