import { useSignal } from '@preact/signals'
import { carried, nameOf } from '../carried'
import { length, shortDay } from '../figures'
import { daysLeft } from '../../shared/days'
import { m } from '../messages'
import { go } from '../place'
import { goalOf, nearest } from '../walk/bearing'
import { here } from '../walk/position'
import type { Duty, Kind, Sync } from '../wire'

const SHOWN = 8

/** Segments or plots by what is still owed to them, the most urgent first. */
export function Duties({ kind, onOther }: { kind: Kind; onOther: (kind: Kind) => void }) {
  const all = useSignal(false)
  const text = m.value.home
  const sync = carried.value!.sync
  const owed = owedOf(sync, kind)
  if (!owed.length) return <Nothing kind={kind} sync={sync} onOther={onOther} />
  const sorted = [...owed].sort(byUrgency)
  const done = owed.filter(isDone).length
  const urgent = done < owed.length ? sorted.filter((duty) => !isDone(duty)) : sorted
  const shown = all.value ? sorted : urgent.slice(0, SHOWN)
  const hidden = sorted.length - shown.length
  const first = sorted[0]!
  return (
    <section class="duties" aria-labelledby="owed">
      <div class="duties-head">
        <h2 id="owed">{text.owed}</h2>
        <p>{text.daysLeft(daysLeft(sync.today, first.to))}</p>
      </div>
      <progress max={owed.length} value={done} aria-labelledby="owed" />
      <p class="duties-sum">
        {text.done(done, owed.length)} · {text.span(shortDay(first.from), shortDay(first.to))}
      </p>
      {done === owed.length && <p class="verdict">{text.allDone}</p>}
      <ul class="cards">
        {shown.map((duty) => (
          <DutyCard key={duty.code} duty={duty} sync={sync} ends={first.to} />
        ))}
      </ul>
      {(all.value || hidden > 0) && (
        <button type="button" class="button button-quiet" onClick={() => (all.value = !all.value)}>
          {all.value ? text.fewer : text.more(hidden, done)}
        </button>
      )}
    </section>
  )
}

/** What is owed in person: so many days or outings in a term, wherever one answers for something. */
export function InPerson({ kind }: { kind: Kind }) {
  const { personal = [], today } = carried.value!.sync
  const text = m.value.home
  return (
    <>
      {personal
        .filter((each) => each.kind === kind)
        .map(({ required, done, from, to }) => (
          <section class="duties-own" key={to} aria-label={text.inPerson}>
            <div class="duties-head">
              <h2>{text.inPerson}</h2>
              <p>{text.daysLeft(daysLeft(today, to))}</p>
            </div>
            <progress max={required} value={Math.min(done, required)} aria-label={text.inPerson} />
            <p class="duties-sum">
              {text.owesTimes(done, required)} · {text.span(shortDay(from), shortDay(to))}
            </p>
          </section>
        ))}
    </>
  )
}

/** What is due in this period of one kind. */
export const owedOf = (sync: Sync, kind: Kind): Duty[] => sync.duties.filter((duty) => duty.kind === kind && duty.required > 0)

/** Nothing of this kind is due; what is due of the other one is told, and one tap away. */
function Nothing({ kind, sync, onOther }: { kind: Kind; sync: Sync; onOther: (kind: Kind) => void }) {
  const text = m.value.home
  const other: Kind = kind === 'river' ? 'forest' : 'river'
  const there = owedOf(sync, other).length
  if (!there && sync.personal?.some((each) => each.kind === kind)) return null
  if (!there) return <p class="hint" data-owed="none">{text.nothingOwed}</p>
  return (
    <section class="duties" data-owed="other">
      <p class="hint">{text.nothingOfKind(m.value.kind[kind])}</p>
      <button type="button" class="button" onClick={() => onOther(other)}>
        {text.owedOther(m.value.kind[other], there)}
      </button>
    </section>
  )
}

const isDone = (duty: Duty): boolean => duty.done >= duty.required

/** Least done first; among equals what was not seen for longest. */
function byUrgency(a: Duty, b: Duty): number {
  const share = (duty: Duty) => Math.min(1, duty.done / duty.required)
  return share(a) - share(b) || (a.last_visit_on ?? '').localeCompare(b.last_visit_on ?? '') || a.code.localeCompare(b.code)
}

/** `ends`: the last day of the period that the heading tells; another one is told here. */
function DutyCard({ duty, sync, ends }: { duty: Duty; sync: Sync; ends: string }) {
  const text = m.value.home
  const done = isDone(duty)
  const away = distanceTo(duty, sync)
  return (
    <li>
      <button type="button" class={done ? 'card card-button card-done' : 'card card-button'} onClick={() => go('home', duty.code)}>
      <div>
        <h3>{nameOf(duty.code)}</h3>
        <p>
          {duty.last_visit_on ? text.lastVisit(shortDay(duty.last_visit_on)) : text.neverVisited}
          {duty.to !== ends && !done && ` · ${text.due(shortDay(duty.to))}`}
          {away !== null && ` · ${text.away(length(away))}`}
        </p>
      </div>
      <strong class="times">{done ? text.finished : text.times(duty.done, duty.required)}</strong>
      </button>
    </li>
  )
}

/** Metres to the nearest corner of a segment or plot; null without a position. */
function distanceTo(duty: Duty, sync: Sync): number | null {
  const from = here.value
  const goal = from && goalOf(sync, duty.code)
  return goal ? (nearest(goal, from)?.metres ?? null) : null
}
