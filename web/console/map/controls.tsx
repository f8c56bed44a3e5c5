import { LayersIcon, LocateIcon } from '../bar/icons'
import { Popover } from '../bar/popover'
import { m } from '../messages'
import { tab } from '../picture'
import type { Engine } from './engine'
import { shown, SWITCHES, toggle } from './shown'

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
          <fieldset class="switches">
            <legend>{text.layers}</legend>
            {SWITCHES.filter((each) => each !== 'stretches' || tab.value === 'rivers').map((each) => (
              <label key={each}>
                <input type="checkbox" checked={shown.value[each]} onChange={() => toggle(each)} />
                {text.layer[each]}
              </label>
            ))}
          </fieldset>
        )}
      </Popover>
    </div>
  )
}
