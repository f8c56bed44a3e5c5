import { call, type Page } from '../../shared/api'
import { CompareIcon, LayersIcon, LocateIcon, PlayIcon, PrintIcon, RulerIcon } from '../bar/icons'
import { Popover } from '../bar/popover'
import { m } from '../messages'
import { period, tab } from '../picture'
import { before, samePeriod, type Day } from '../../shared/days'
import { asked, kindShown } from '../data'
import type { Engine } from './engine'
import { COLOURINGS, colouring } from './asking'
import { mm } from './messages'
import { shown, SWITCHES, toggle } from './shown'
import { comparedWith, measuring, playing, sheeting } from './tools'

/** Zoom, the whole division, and which layers are drawn. */
export function Controls({ engine }: { engine: Engine }) {
  const text = m.value.map
  return (
    <div class="map-controls">
      <div class="map-buttons">
        <button type="button" aria-label={text.zoomIn} title={text.zoomIn} onClick={engine.zoomIn}>
          +
        </button>
        <button type="button" aria-label={text.zoomOut} title={text.zoomOut} onClick={engine.zoomOut}>
          −
        </button>
        <button type="button" aria-label={text.whole} title={text.whole} onClick={engine.whole}>
          <LocateIcon />
        </button>
      </div>
      <Popover label={text.layers} face={<LayersIcon />} class="layers">
        {() => (
          <>
          <fieldset class="switches">
            <legend>{mm.value.colour.label}</legend>
            {COLOURINGS.map((each) => (
              <label key={each}>
                <input type="radio" name="colouring" checked={colouring.value === each} onChange={() => colouring.set(each)} />
                {mm.value.colour[each]}
              </label>
            ))}
          </fieldset>
          <fieldset class="switches">
            <legend>{text.layers}</legend>
            {SWITCHES.filter((each) => each !== 'stretches' || tab.value === 'rivers').map((each) => (
              <label key={each}>
                <input type="checkbox" checked={shown.value[each]} onChange={() => toggle(each)} />
                {each === 'effort' || each === 'photos' ? mm.value.layer[each] : text.layer[each]}
              </label>
            ))}
          </fieldset>
          </>
        )}
      </Popover>
      <Tools />
    </div>
  )
}

/** Plays the last day of the period with a track: the period often ends today, when nobody has come back yet. */
async function playLast(): Promise<void> {
  const days = period.peek()!
  const last = await call<Page<{ patrolled_on: Day }>>(`patrols/table?kind=${kindShown.peek()}&limit=1&${asked(days)}`).catch(() => null)
  if (samePeriod(period.peek()!, days)) playing.set(last?.items[0]?.patrolled_on ?? days.to)
}

/** What is needed now and then: each comes with its own code when it is taken up. */
function Tools() {
  const text = mm.value.tools
  const tools = [
    { name: text.play, Icon: PlayIcon, on: playing.value !== '', take: () => (playing.value ? playing.set('') : void playLast()) },
    { name: text.compare, Icon: CompareIcon, on: comparedWith.value !== null, take: () => comparedWith.set(comparedWith.value ? null : before(period.value!)) },
    { name: text.measure, Icon: RulerIcon, on: measuring.value, take: () => (measuring.value = !measuring.value) },
    { name: text.print, Icon: PrintIcon, on: sheeting.value, take: () => (sheeting.value = !sheeting.value) },
  ]
  return (
    <div class="map-buttons tools" role="group" aria-label={text.label}>
      {tools.map(({ name, Icon, on, take }) => (
        <button key={name} type="button" aria-label={name} title={name} aria-pressed={on} onClick={take}>
          <Icon />
        </button>
      ))}
    </div>
  )
}
