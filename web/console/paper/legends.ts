import { number } from '../../shared/figures'
import { colouring, effortBy } from '../map/asking'
import { effortLimits } from '../map/effort'
import { mm } from '../map/messages'
import { COLOURS, EFFORT_CLASSES } from '../map/palette'
import { shown } from '../map/shown'
import { shades } from '../map/themes'
import { m } from '../messages'
import { tab } from '../picture'
import type { Key, Said } from './composing'

/** The legend of the map as it stands: its colours, its further layers, its grid. */
export function legends(): Said['legend'] {
  const forest = tab.value === 'forest'
  const theme = { title: mm.value.legend[forest ? 'forest' : 'rivers'][colouring.value], keys: shades.value.map(({ label, colour }): Key => ({ label, look: { kind: forest ? 'area' : 'line', colour } })) }
  theme.keys.push(...further(forest))
  return shown.value.effort ? [theme, grid()] : [theme]
}

function further(forest: boolean): Key[] {
  const on = shown.value
  const words = m.value.map.layer
  const keys: (Key | false)[] = [
    !forest && on.stretches && { label: words.stretches, look: { kind: 'dashes', colour: COLOURS.uncovered } },
    on.tracks && { label: words.tracks, look: { kind: 'line', colour: COLOURS.track } },
    on.photos && { label: mm.value.layer.photos, look: { kind: 'dot', colour: COLOURS.photo } },
    on.issues && { label: words.issues, look: { kind: 'dot', colour: COLOURS.issue } },
  ]
  return keys.filter((each) => each !== false)
}

function grid(): Said['legend'][number] {
  const text = mm.value.effort
  const by = effortBy.value
  const at = (limit: number) => number(limit, { maximumFractionDigits: 1 })
  const limits = effortLimits.value
  const keys = EFFORT_CLASSES.map((colour, index): Key => ({ label: index === 0 ? `< ${at(limits[0]!)}` : `≥ ${at(limits[index - 1]!)}`, look: { kind: 'area', colour } }))
  return { title: `${text[by]}（${by === 'hours' ? text.unitHours : text.unitPatrols}）`, keys }
}
