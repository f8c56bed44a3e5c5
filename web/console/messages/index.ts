import { computed, type ReadonlySignal } from '@preact/signals'
import { locale, type Catalogue } from '../../shared/locale'
import { en } from './en'
import { zh } from './zh'

/** The console's texts in the reader's language: `m.value.table.share`. */
export const m = computed(() => (locale.value === 'en' ? en : zh))

/** The texts of one board, that come with it: `catalogue(zh, en)`, and `en` must have the keys of `zh` or the build fails. */
export function catalogue<T>(zh: T, en: Catalogue<T>): ReadonlySignal<T | Catalogue<T>> {
  return computed(() => (locale.value === 'en' ? en : zh))
}
