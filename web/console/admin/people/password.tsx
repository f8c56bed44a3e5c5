import { useSignal } from '@preact/signals'
import { t } from './messages'
import type { Password } from './wire'

/** A password that is told this once. */
export function ToldOnce({ told, name }: { told: Password; name: string }) {
  const copied = useSignal(false)
  return (
    <div class="told-once" role="status">
      <p>{t.value.passwordOf(name)}</p>
      <p>
        <span>{told.username}</span>
        <code>{told.password}</code>
        {/* Only pages over https, or of this machine, may write to the clipboard. */}
        {isSecureContext && (
          <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(told.password).then(() => (copied.value = true))}>
            {copied.value ? t.value.copied : t.value.copy}
          </button>
        )}
      </p>
    </div>
  )
}
