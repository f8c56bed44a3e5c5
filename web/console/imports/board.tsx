import type { VNode } from 'preact'
import { Trouble, Waiting } from '../states'
import { selected } from '../picture'
import '../styles/imports.css'
import { kinds, one, recent } from './data'
import { Exporting } from './exporting'
import { Intake } from './intake'
import { OneImport } from './one'
import { Recent } from './recent'
import { text } from './messages'

/** Files in, each checked and shown before it counts; layers out. */
export function ImportBoard(): VNode {
  if (selected.value) {
    const here = one.data.value
    if (one.failure.value && here?.id !== selected.value) return <Trouble failure={one.failure.value} onRetry={one.reload} />
    return here?.id === selected.value && kinds.data.value ? <OneImport key={here.id} here={here} kinds={kinds.data.value} /> : <Waiting />
  }
  const failure = kinds.failure.value ?? recent.failure.value
  if (failure) return <Trouble failure={failure} onRetry={() => (kinds.reload(), recent.reload())} />
  if (!kinds.data.value || !recent.data.value) return <Waiting />
  return (
    <div class="board imports">
      <header class="board-head">
        <h2>{text.value.title}</h2>
        <p class="hint">{text.value.intro}</p>
      </header>
      <div class="imports-doors">
        <Intake kinds={kinds.data.value} />
        <Exporting />
      </div>
      <Recent imports={recent.data.value} kinds={kinds.data.value} />
    </div>
  )
}
