import { computed } from '@preact/signals'
import { locale } from '../../shared/locale'
import { en } from './en'
import { zh } from './zh'

/** The app's texts in the reader's language: `m.value.home.owed`. */
export const m = computed(() => (locale.value === 'en' ? en : zh))
