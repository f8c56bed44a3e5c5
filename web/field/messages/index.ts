import { computed } from '@preact/signals'
import { locale } from '../../shared/locale'
import { en } from './en'
import { enCases } from './en.cases'
import { enPlaces } from './en.places'
import { zh } from './zh'
import { zhCases } from './zh.cases'
import { zhPlaces } from './zh.places'

const ENGLISH = { ...en, ...enPlaces, ...enCases }
const CHINESE = { ...zh, ...zhPlaces, ...zhCases }

/** The app's texts in the reader's language: `m.value.home.owed`. */
export const m = computed(() => (locale.value === 'en' ? ENGLISH : CHINESE))
