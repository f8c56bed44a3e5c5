import { signal } from '@preact/signals'
import { isDay, type Period } from '../../shared/days'
import { parameter } from '../parameters'

/** The day whose tracks are played back; `all` for the whole period over one clock; nothing while nothing is played. */
export const playing = parameter<string>('play', '', (text) => (text === 'all' || isDay(text) ? text : null))

/** The earlier period that the one on screen is compared with. */
export const comparedWith = parameter<Period | null>('with', null, readPeriod, (days) => (days ? `${days.from}.${days.to}` : ''))

function readPeriod(text: string): Period | null {
  const [from = null, to = null] = text.split('.')
  return isDay(from) && isDay(to) && from <= to ? { from, to } : null
}

/** Whether the ruler is in hand, and whether a map sheet is being made. Neither belongs to the picture. */
export const measuring = signal(false)
export const sheeting = signal(false)
