import type { Map as Maplibre } from 'maplibre-gl'

/** Puts a picture of the map in its place while the browser lays out paper: paper cannot show a canvas that has been composited. */
export function onPaper(map: Maplibre): void {
  const copy = new Image()
  copy.className = 'map-print'
  copy.alt = ''
  const put = () => {
    copy.src = map.redraw().getCanvas().toDataURL()
    map.getContainer().after(copy)
  }
  const take = () => copy.remove()
  addEventListener('beforeprint', put)
  addEventListener('afterprint', take)
  map.on('remove', () => {
    take()
    removeEventListener('beforeprint', put)
    removeEventListener('afterprint', take)
  })
}
