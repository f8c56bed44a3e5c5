import { call } from '../../shared/api'
import { mu } from '../../shared/figures'
import { load } from '../../shared/load'
import { inDivision } from '../data'
import { catalogue, m } from '../messages'
import { tab, today, year } from '../picture'
import { session, whenOut } from '../session'
import { totals, wantedType } from './progress'

const t = catalogue(
  { title: (type: string) => `${type}进度曲线`, planned: '季节计划', done: '实际完成', unit: '亩', today: '今日', alt: (type: string, done: string, target: string) => `${type}：已完成 ${done} 亩，任务 ${target} 亩` },
  { title: (type: string) => `${type}: pace`, planned: 'Season plan', done: 'Done', unit: 'mu', today: 'Today', alt: (type: string, done: string, target: string) => `${type}: ${done} mu done of ${target} mu` },
)

interface Curve {
  target_mu: number
  planned: { on: string; mu: number }[]
  done: { on: string; mu: number }[]
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [760, 220, 64, 24, 14]

/** The type on the curve: the one that the table is narrowed to, else the first that has a target. */
const type = () => wantedType.value ?? totals.value.find(({ target_mu }) => target_mu > 0)?.work_type ?? null

const curve = load(
  () => (session.value.state === 'in' && tab.value === 'targets' && year.value && type() ? `targets/${year.value}/curve?work_type=${type()}${inDivision('&')}` : null),
  (path, abort) => call<Curve>(path, { abort }),
)
whenOut(curve.forget)

/** How a year's target should grow by its season, and how it grew. */
export function PaceCurve() {
  const here = curve.data.value
  const of = type()
  if (!here || !of || !year.value || (here.target_mu === 0 && here.done.length === 0)) return null
  const most = Math.max(here.target_mu, here.done.at(-1)?.mu ?? 0, 1)
  const first = Date.UTC(year.value, 0, 1)
  const span = Date.UTC(year.value + 1, 0, 1) - first
  const x = (on: string, whole = false) => LEFT + ((Date.parse(on) + (whole ? 86_400_000 : 0) - first) / span) * (WIDTH - LEFT - 8)
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP)
  const start = `M${LEFT} ${y(0)}`
  const planned = start + here.planned.map((point) => `L${x(point.on, true)} ${y(point.mu)}`).join('')
  const last = here.done.at(-1)?.mu ?? 0
  const until = today.value.slice(0, 4) === String(year.value) ? today.value : `${year.value}-12-31`
  const done = start + here.done.map((point) => `H${x(point.on)}V${y(point.mu)}`).join('') + `H${x(until)}`
  const name = m.value.works[of]
  return (
    <section class="pace">
      <header>
        <h2>{t.value.title(name)}</h2>
        <ul class="bar-legend">
          <li>
            <i class="key pace-planned" aria-hidden="true" />
            {t.value.planned}
          </li>
          <li>
            <i class="key pace-done" aria-hidden="true" />
            {t.value.done}
          </li>
        </ul>
      </header>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.value.alt(name, mu(last), mu(here.target_mu))}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 8} y1={y(most * share)} y2={y(most * share)} class="pace-grid" />
            <text x={LEFT - 8} y={y(most * share) + 4} text-anchor="end">
              {mu(Math.round(most * share))}
            </text>
          </g>
        ))}
        {Array.from({ length: 12 }, (_, month) => (
          <text key={month} x={x(`${year.value}-${String(month + 1).padStart(2, '0')}-15`)} y={HEIGHT - 6} text-anchor="middle">
            {month + 1}
          </text>
        ))}
        <path d={planned} class="pace-line-planned" />
        <path d={done} class="pace-line-done" />
        {until === today.value && <line x1={x(until)} x2={x(until)} y1={TOP} y2={HEIGHT - BOTTOM} class="pace-today" />}
      </svg>
    </section>
  )
}
