import type { ComponentChildren } from 'preact'
import { count, km, mu, percent, shortDay } from '../../shared/figures'
import { moment } from '../../shared/zone'
import { today } from '../picture'
import type { Column, Kind } from './columns'
import { t } from './messages'

const FIGURES: readonly Kind[] = ['count', 'share', 'score', 'mu', 'km', 'minutes']

/** Whether a column holds numbers, that stand at the right. */
export const isFigure = ({ kind }: Column) => FIGURES.includes(kind)

/** A value as the reader sees it, by the kind of its column. */
export function shown({ kind, words }: Column, value: unknown): ComponentChildren {
  if (value === null || value === '') return <span class="none">–</span>
  switch (kind) {
    case 'count':
      return count(value as number)
    case 'share':
      return percent(value as number)
    case 'score':
      return (value as number).toFixed(2)
    case 'mu':
      return mu(value as number)
    case 'km':
      return km(value as number)
    case 'minutes':
      return count((value as number) / 60)
    case 'day':
      return shortDay(value as string, today.value)
    case 'moment':
      return moment(value as string)
    case 'flag':
      return value ? t.value.yes : <span class="none">–</span>
    case 'word':
      return words?.[value as string] ?? (value as string)
    case 'text':
      return String(value)
  }
}
