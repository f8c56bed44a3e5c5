import { useSignal } from '@preact/signals'
import { percent } from '../../shared/figures'
import { text } from './messages'
import type { Found } from './wire'

/** The coordinate system: as the file says, or one of those it may be, each with how much then falls into the county. */
export function Systems({ found, crs, change }: { found: Found; crs: string | undefined; change: (crs: string | undefined) => void }) {
  const say = text.value
  const known = found.candidates.map((each) => each.crs)
  const other = useSignal(!!crs && !known.includes(crs))
  const pick = (value: string | undefined) => {
    other.value = false
    change(value)
  }
  return (
    <fieldset class="import-systems">
      <legend>{say.system}</legend>
      <label>
        <input type="radio" name="crs" checked={!crs && !other.value} onChange={() => pick(undefined)} />
        <span>{found.own_system ? say.systemOwn(found.own_system) : say.systemNone}</span>
      </label>
      {known.length > 0 && <p class="import-hint">{say.candidates}</p>}
      {found.candidates.map((each) => (
        <label key={each.crs}>
          <input type="radio" name="crs" checked={crs === each.crs && !other.value} onChange={() => pick(each.crs)} />
          <span>
            <b>{each.crs}</b> {each.title}
            <meter min={0} max={1} value={each.share} aria-label={say.share(percent(each.share))} />
            <small>{say.share(percent(each.share))}</small>
          </span>
        </label>
      ))}
      {known.includes('GCJ02') && <p class="import-hint">{say.webMaps}</p>}
      <label>
        <input type="radio" name="crs" checked={other.value} onChange={() => (other.value = true)} />
        <span>{say.systemOther}</span>
      </label>
      {other.value && <input aria-label={say.systemOther} placeholder="EPSG:4547" value={crs ?? ''} onInput={(event) => change(event.currentTarget.value.trim() || undefined)} />}
    </fieldset>
  )
}
