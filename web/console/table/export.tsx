import { useSignal } from '@preact/signals'
import { saying } from '../form/refusal'
import '../styles/data_table.css'
import { t } from './messages'

/** Takes a table home as a workbook; `take` fetches it. */
export function Export({ empty, take }: { empty: boolean; take: () => Promise<void> }) {
  const busy = useSignal(false)
  const refused = useSignal<string | null>(null)

  async function go() {
    busy.value = true
    refused.value = await saying(take())
    busy.value = false
  }

  return (
    <span class="data-export">
      {refused.value && (
        <span class="note note-bad" role="alert">
          {t.value.exportFailed}
          {refused.value}
        </span>
      )}
      <button type="button" class="button" disabled={busy.value || empty} onClick={go}>
        {busy.value ? t.value.exporting : t.value.export}
      </button>
    </span>
  )
}
