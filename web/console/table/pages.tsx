import { count } from '../../shared/figures'
import { t } from './messages'

/** The pages before and after, where there is more than one. */
export function Pages({ now, of, turn }: { now: number; of: number; turn: (page: number) => void }) {
  if (of <= 1 && now <= 1) return null
  return (
    <nav class="data-pages" aria-label={t.value.pages}>
      <button type="button" class="button" aria-label={t.value.previous} disabled={now <= 1} onClick={() => turn(now - 1)}>
        ‹
      </button>
      <span>
        {count(now)} / {count(of)}
      </span>
      <button type="button" class="button" aria-label={t.value.next} disabled={now >= of} onClick={() => turn(now + 1)}>
        ›
      </button>
    </nav>
  )
}
