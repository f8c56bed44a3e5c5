import { locale } from '../../shared/locale'
import { m } from '../messages'

/** Switches between Chinese and English; the label names the language it leads to. */
export function LanguageSwitch() {
  const other = locale.value === 'en' ? 'zh-CN' : 'en'
  return (
    <button class="language" type="button" lang={other} title={m.value.language.label} onClick={() => (locale.value = other)}>
      {m.value.language.other}
    </button>
  )
}
