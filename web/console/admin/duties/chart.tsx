import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { saying } from '../../form/refusal'
import { useDrawing } from '../../map/mounted'
import { m } from '../../messages'
import { kind, mine, picked, pickWithin, toggle, unanswered } from './data'
import type { Chart as Drawn, Tool } from './mapping'
import { t } from './messages'

const TOOLS: readonly Tool[] = ['pick', 'polygon', 'lasso']
const LEGEND = { open: '#d1701f', held: '#8aa39a', mine: '#0f6b56', picked: '#1d63b0' } as const

/** The map that places are picked on: one by one, within a polygon, or by a lasso. */
export function Chart() {
  const tool = useSignal<Tool>('pick')
  const refused = useSignal<string | null>(null)
  const { place, drawing: chart, failed } = useDrawing<Drawn>(async () => {
    const { mount } = await import('./mapping')
    const heard = {
      pick: async (code: string) => (refused.value = await saying(toggle(code))),
      ring: async (corners: Parameters<typeof pickWithin>[0]) => (refused.value = await saying(pickWithin(corners))),
    }
    return { mount: (into: HTMLElement) => mount(into, heard) }
  })

  useEffect(() => chart.value?.show(kind.value), [chart.value, kind.value])
  useEffect(() => chart.value?.mark('open', unanswered.data.value ?? []), [chart.value, kind.value, unanswered.data.value])
  useEffect(() => chart.value?.mark('mine', mine.value), [chart.value, kind.value, mine.value])
  useEffect(() => chart.value?.mark('picked', picked.value.keys()), [chart.value, kind.value, picked.value])
  // At once: the next click is with the new tool.
  useLayoutEffect(() => chart.value?.use(tool.value), [chart.value, tool.value])

  return (
    <div class="duties-map">
      <div class="duties-place" ref={place} role="img" aria-label={t.value.map} />
      {failed.value && <p class="state">{m.value.map.failed}</p>}
      <div class="duties-tools segments" role="group" aria-label={t.value.tools.label}>
        {TOOLS.map((each) => (
          <button key={each} type="button" aria-pressed={tool.value === each} onClick={() => (tool.value = each)}>
            {t.value.tools[each]}
          </button>
        ))}
      </div>
      <p class="duties-hint">{t.value.hints[tool.value]}</p>
      <ul class="duties-legend" aria-label={t.value.legend.label}>
        {(['open', 'held', 'mine', 'picked'] as const).map((each) => (
          <li key={each}>
            <svg width="18" height="8" aria-hidden="true">
              <rect width="18" height="8" rx="2" fill={LEGEND[each]} />
            </svg>
            {t.value.legend[each]}
          </li>
        ))}
      </ul>
      {refused.value && (
        <p class="note note-bad duties-refused" role="alert">
          {refused.value}
        </p>
      )}
    </div>
  )
}
