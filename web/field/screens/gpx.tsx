import { useSignal } from '@preact/signals'
import { ask, body, Refused } from '../client'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { moment } from '../figures'
import { askPast, bringBack } from '../outings'
import { go } from '../place'
import { expire, session } from '../session'
import { getPatrol } from '../store/patrols'
import type { Kind, Receipt } from '../wire'

const KINDS: Kind[] = ['river', 'forest']
/** The first bytes of JPEG, PNG, GIF, WebP, ZIP and PDF. */
const PICTURES = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47], [0x47, 0x49, 0x46, 0x38], [0x52, 0x49, 0x46, 0x46], [0x50, 0x4b, 0x03, 0x04], [0x25, 0x50, 0x44, 0x46]]

/** Takes a track that another program recorded to the server, and shows what became of it. */
export function GpxImport() {
  const chosen = useSignal<File | null>(null)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const told = useSignal<Told | null>(null)
  const text = m.value.past

  async function choose(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0] ?? null
    problem.value = told.value = chosen.value = null
    input.value = ''
    if (file && (await isPicture(file))) problem.value = text.importPicture(file.name)
    else chosen.value = file
  }

  async function take(kind: Kind): Promise<void> {
    busy.value = true
    try {
      const { those, said } = await send(chosen.peek()!, kind)
      if (said) told.value = { those, said }
      else go('records', those[0]!.id)
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
        <input class="unseen" type="file" name="gpx" accept=".gpx,application/gpx+xml" disabled={busy.value} onChange={(event) => void choose(event.currentTarget)} />
      </label>
      {chosen.value && !busy.value && <Kinds name={chosen.value.name} take={take} />}
      {told.value && <Several {...told.value} />}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  )
}

/** Patrols that a file held, and what is to be said of them. */
interface Told {
  those: { id: string; started_at: number }[]
  said: string
}

function Several({ those, said }: Told) {
  return (
    <>
      <p role="status">{said}</p>
      {those.map(({ id, started_at }) => (
        <button key={id} type="button" class="button button-quiet" onClick={() => go('records', id)}>
          {m.value.past.importOpen} {moment(started_at)}
        </button>
      ))}
    </>
  )
}

/** A photo or a packed file; whatever might be text is for the server to read. */
async function isPicture(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return PICTURES.some((sign) => sign.every((byte, at) => head[at] === byte))
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

/** The patrols that the server made of the file; `said` where they are several, or all were there already. */
async function send(file: File, kind: Kind): Promise<{ those: Told['those']; said: string | null }> {
  const content = new Blob([await file.arrayBuffer()], { type: 'application/gpx+xml' })
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const answer = await ask(`patrols/gpx?kind=${kind}&tz=${encodeURIComponent(zone)}`, { method: 'POST', token: session.peek()!.token, content })
  const { items, remarks } = await body<{ items: Receipt[]; remarks: string[] }>(answer)
  for (const { id } of items) await bringBack(id)
  void askPast()
  const those = await Promise.all(items.map(async ({ id }) => ({ id, started_at: (await getPatrol(id))!.started_at })))
  const parted = items.length > 1 ? [m.value.past.importParted(items.length)] : []
  const known = answer.status === 200 ? [m.value.past.importKnown] : []
  return { those, said: [...known, ...parted, ...remarks].join(' ') || null }
}

async function reason(failure: unknown): Promise<string> {
  const text = m.value.past
  if (!(failure instanceof Refused)) return text.importOffline
  if (failure.status === 401) await expire(session.peek()!.token)
  return [404, 405].includes(failure.status) ? text.importNone : Object.values(failure.fields).join(' ') || failure.message
}
