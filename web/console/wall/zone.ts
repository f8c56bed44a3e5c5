/** The time of day in a zone, whatever the screen's own clock is set to: 09:05. */
export function timeAt(moment: Date, timeZone: string): string {
  return moment.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

/** The day there: 2026-11-26. */
export function dayAt(moment: Date, timeZone: string): string {
  return moment.toLocaleDateString('sv-SE', { timeZone })
}
