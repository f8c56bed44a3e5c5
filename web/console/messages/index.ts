import { computed } from '@preact/signals'
import { locale } from '../../shared/locale'
import { en } from './en'
import { zh } from './zh'

/** The console's texts in the reader's language: `m.value.table.share`. */
export const m = computed(() => (locale.value === 'en' ? en : zh))
