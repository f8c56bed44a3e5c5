import { TemplateList } from '../../form/templates'
import { catalogue } from '../../messages'

const t = catalogue(
  {
    title: '模板',
    note: '通报、报表和公文都由 Word 模板生成。下载后在 Word 里改文字和版式，花括号里的占位符要保留；上传时会先试填，填不了的不收。',
    bulletins: '通报与报表',
    papers: '公文',
  },
  {
    title: 'Templates',
    note: 'Bulletins, statements and papers are filled from Word templates. Download one, edit words and layout in Word and keep the placeholders in braces; it is tried when it comes, and refused where it cannot be filled.',
    bulletins: 'Bulletins and statements',
    papers: 'Papers',
  },
)

/** Every Word template of the office. */
export function Templates() {
  return (
    <div class="board">
      <header class="admin-head">
        <h2>{t.value.title}</h2>
      </header>
      <p class="note note-info">{t.value.note}</p>
      {(['bulletins', 'papers'] as const).map((each) => (
        <section key={each} class="admin-card">
          <h3>{t.value[each]}</h3>
          <TemplateList family={each === 'bulletins' ? 'bulletin' : 'paper'} />
        </section>
      ))}
    </div>
  )
}
