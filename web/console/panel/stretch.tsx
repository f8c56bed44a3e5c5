import { daysBetween } from '../../shared/days'
import { count, km } from '../../shared/figures'
import { mm } from '../map/messages'
import { m } from '../messages'
import { today } from '../picture'
import type { Stretch } from '../wire'

/** A chainage as stakes are written: kilometres and metres, 1+240. */
export function stake(metres: number): string {
  const whole = Math.round(metres)
  return `K${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, '0')}`
}

export const between = ({ from_m, to_m }: Stretch) => `${stake(from_m)} – ${stake(to_m)}`

/** When a stretch was walked last, and how long ago that is. */
export function lastWalked({ last_walked_on: day }: Stretch): string {
  const text = mm.value.stretches
  return day ? `${day} · ${text.ago(count(daysBetween(day, today.value)))}` : text.never
}

export const answering = ({ officers }: Pick<Stretch, 'officers'>) =>
  officers.map(({ name, post }) => `${name}（${m.value.posts[post]}）`).join('、') || mm.value.stretches.nobody

/** The stretch that was clicked: from where to where, when somebody was there, who answers. */
export function StretchFacts({ stretch }: { stretch: Stretch }) {
  const text = mm.value.stretches
  const facts: [string, string][] = [
    [text.stakes, between(stretch)],
    [text.length, `${km(stretch.length_m)} km`],
    [text.last, lastWalked(stretch)],
    [text.answers, answering(stretch)],
  ]
  return (
    <div class="stretch-facts">
      <h3>{text.title}</h3>
      <dl>
        {facts.map(([label, said]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
