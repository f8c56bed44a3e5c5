import { computed } from '@preact/signals'
import { locale } from '../../shared/locale'
import { en } from './en'
import { enPlaces } from './en.places'
import { zh } from './zh'
import { zhPlaces } from './zh.places'

const ENGLISH = { ...en, ...enPlaces }
const CHINESE = { ...zh, ...zhPlaces }

/** The app's texts in the reader's language: `m.value.home.owed`. */
export const m = computed(() => (locale.value === 'en' ? ENGLISH : CHINESE))
