import type { BoardId } from '../boards'
import { addressOf, show } from '../picture'

/** Opens a board here, and leaves a click with a key or another button to the browser. */
export function openBoard(event: MouseEvent, id: BoardId): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  show({ tab: id })
}

/** Where a board's link leads. */
export const boardAddress = (id: BoardId) => addressOf({ tab: id })
