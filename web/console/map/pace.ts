import { Map as Maplibre } from 'maplibre-gl'

/** While tiles are on their way, those that came are shown at most once in so long. */
const PACE_MS = 150

/**
 * A map that shows arriving tiles by the handful. MapLibre draws a frame for each tile; on an office computer without a graphics card
 * the processor draws it, twenty times over before the last one is there.
 */
export class PacedMap extends Maplibre {
  declare private waiting: ReturnType<typeof setTimeout> | undefined

  override triggerRepaint(): void {
    if (this.style && !this.isMoving() && !this.areTilesLoaded()) {
      this.waiting ??= setTimeout(() => this.draw(), PACE_MS)
    } else this.draw()
  }

  override remove(): void {
    clearTimeout(this.waiting)
    super.remove()
  }

  private draw(): void {
    clearTimeout(this.waiting)
    this.waiting = undefined
    super.triggerRepaint()
  }
}
