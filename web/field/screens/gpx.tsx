import { useSignal } from '@preact/signals'
import { ask, body, Refused } from '../client'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { askPast, bringBack } from '../outings'
import { go } from '../place'
import { expire, session } from '../session'
import type { Kind, Receipt } from '../wire'

const KINDS: Kind[] = ['river', 'forest']

/** Takes a track that another program recorded to the server, and shows what became of it. */
export function GpxImport() {
  const chosen = useSignal<File | null>(null)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const text = m.value.past

  function choose(input: HTMLInputElement): void {
    chosen.value = input.files?.[0] ?? null
    problem.value = null
    input.value = ''
  }

  async function take(kind: Kind): Promise<void> {
    busy.value = true
    try {
      go('records', await send(chosen.peek()!, kind))
    } catch (failure) {
      problem.value = await reason(failure)
    }
    busy.value = false
    chosen.value = null
  }

  return (
    <section>
      <label class="button button-quiet button-photo">
        <Icon name="route" />
        {busy.value ? text.importing : text.import}
        <input class="unseen" type="file" name="gpx" accept=".gpx,application/gpx+xml" disabled={busy.value} onChange={(event) => choose(event.currentTarget)} />
      </label>
      {chosen.value && !busy.value && <Kinds name={chosen.value.name} take={take} />}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  )
}

/** Asks what was patrolled: what is handed in cannot be changed. */
function Kinds({ name, take }: { name: string; take: (kind: Kind) => Promise<void> }) {
  return (
    <div role="group" aria-labelledby="gpx-kind">
      <p id="gpx-kind">{m.value.past.importKind(name)}</p>
      <div class="choice">
        {KINDS.map((kind) => (
          <button key={kind} type="button" onClick={() => void take(kind)}>
            {m.value.kind[kind]}
          </button>
        ))}
      </div>
    </div>
  )
}

/** The number of the first patrol that the server made of the file. */
async function send(file: File, kind: Kind): Promise<string> {
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
