import { signal } from '@preact/signals'

/** True while the browser lays out paper: the table then shows every row, not only those in sight. */
export const printing = signal(false)

addEventListener('beforeprint', () => (printing.value = true))
addEventListener('afterprint', () => (printing.value = false))
