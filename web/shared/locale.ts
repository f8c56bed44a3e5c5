import { effect, signal } from '@preact/signals'

export type Locale = 'zh-CN' | 'en'

const KEY = 'patrol.locale'

function remembered(): Locale {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN'
}

/** The reader's language: Chinese until they switch, then remembered on this device. */
export const locale = signal<Locale>(remembered())

effect(() => {
  localStorage.setItem(KEY, locale.value)
  document.documentElement.lang = locale.value
})

/** The shape of a catalogue with the literal texts forgotten, so that another language must have every key. */
export type Catalogue<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends (...given: infer A) => string ? (...given: A) => string : Catalogue<T[K]>
}
