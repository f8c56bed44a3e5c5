import { useSignal } from '@preact/signals'
import { ask, body, Refused } from '../client'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { askPast, bringBack } from '../outings'
import { go } from '../place'
import { expire, session } from '../session'
import type { Kind, Receipt } from '../wire'

/** Takes a track that another program recorded to the server, and shows what became of it. */
export function GpxImport() {
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const text = m.value.past

  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    if (!file) return
    busy.value = true
    problem.value = null
    try {
      go('records', await send(file))
    } catch (failure) {
      problem.value = await reason(failure)
    }
    busy.value = false
    input.value = ''
  }

  return (
    <section>
      <label class="button button-quiet button-photo">
        <Icon name="route" />
        {busy.value ? text.importing : text.import}
        <input class="unseen" type="file" name="gpx" accept=".gpx,application/gpx+xml" disabled={busy.value} onChange={(event) => void take(event.currentTarget)} />
      </label>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  )
}

/** The number of the first patrol that the server made of the file. */
async function send(file: File): Promise<string> {
  const kind: Kind = localStorage.getItem('patrol.kind') === 'forest' ? 'forest' : 'river'
  const content = new Blob([await file.arrayBuffer()], { type: 'application/gpx+xml' })
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const answer = await ask(`patrols/gpx?kind=${kind}&tz=${encodeURIComponent(zone)}`, { method: 'POST', token: session.peek()!.token, content })
  const { items } = await body<{ items: Receipt[] }>(answer)
  for (const { id } of items) await bringBack(id)
  void askPast()
  return items[0]!.id
}

async function reason(failure: unknown): Promise<string> {
  const text = m.value.past
  if (!(failure instanceof Refused)) return text.importOffline
  if (failure.status === 401) await expire(session.peek()!.token)
  return [404, 405].includes(failure.status) ? text.importNone : [failure.message, ...Object.values(failure.fields)].join(' ')
}
