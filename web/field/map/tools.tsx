import { m } from '../messages'
import { Icon } from '../parts/icons'

interface Tools {
  onZoom: (into: boolean) => void
  onWhole: () => void
  /** null while the map follows already, or there is nobody to follow. */
  onFollow: (() => void) | null
}

/** The buttons on a map. */
export function MapTools({ onZoom, onWhole, onFollow }: Tools) {
  const text = m.value.walk
  return (
    <div class="map-tools">
      <MapButton name="plus" label={text.zoomIn} onClick={() => onZoom(true)} />
      <MapButton name="minus" label={text.zoomOut} onClick={() => onZoom(false)} />
      <MapButton name="whole" label={text.whole} onClick={onWhole} />
      {onFollow && <MapButton name="target" label={text.follow} onClick={onFollow} />}
    </div>
  )
}

function MapButton({ name, label, onClick }: { name: 'plus' | 'minus' | 'whole' | 'target'; label: string; onClick: () => void }) {
  return (
    <button type="button" class="map-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={name} />
    </button>
  )
}
