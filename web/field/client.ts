import { signal } from '@preact/signals'
import { locale } from '../shared/locale'
import { m } from './messages'
import { packed } from './packing'

const ANSWER_MS = 60_000
const UPLOAD_MS = 300_000

/** The server's refusal in its one error shape; `message` is written for the officer. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: Record<string, string>,
    readonly retryAfter_s: number | null,
  ) {
    super(message)
  }

  /** Whether the same request may well be taken later: a busy or failing server, not a wrong record. */
  get passing(): boolean {
    return this.status >= 500 || [408, 425, 429].includes(this.status)
  }
}

/** No answer of ours came: no network, a proxy's page, a restart. */
export class Unreachable extends Error {}

/** What the phone's clock lacks against the server's, in ms, by the last answer; null before the very first. */
export const skew = signal<number | null>(null)

/** The same by an answer since the app was opened; an older one may tell of a clock that was set right meanwhile. */
export const freshSkew = signal<number | null>(null)

/** Whether the last call got through. */
export const reached = signal<boolean | null>(null)

interface Asked {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  token?: string
  json?: unknown
  content?: Blob
  headers?: Record<string, string>
}

/** One call below /api/v1. Answers 2xx and 304; throws Refused or Unreachable. */
export async function ask(path: string, { method = 'GET', token, json, content, headers }: Asked = {}): Promise<Response> {
  const sent: Record<string, string> = { Accept: 'application/json', 'Accept-Language': locale.peek(), ...headers }
  if (token) sent.Authorization = `Bearer ${token}`
  const parcel = json === undefined ? null : await packed(json)
  if (content) sent['Content-Type'] = content.type || 'application/octet-stream'
  const answer = await reach(`/api/v1/${path}`, {
    method,
    headers: { ...sent, ...parcel?.headers },
    // The console's cookie is somebody else's business: the phone speaks with its own token only.
    credentials: 'omit',
    cache: 'no-store',
    signal: within(content ? UPLOAD_MS : ANSWER_MS),
    ...(parcel ? { body: parcel.body } : content ? { body: content } : {}),
  })
  compareClocks(answer)
  if (answer.ok || answer.status === 304) return answer
  throw await refusal(answer, method === 'HEAD')
}

/** Ends a call that takes too long; browsers of some years ago have no word for it. */
function within(ms: number): AbortSignal {
  if ('timeout' in AbortSignal) return AbortSignal.timeout(ms)
  const ended = new AbortController()
  globalThis.setTimeout(() => ended.abort(), ms)
  return ended.signal
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(address, request)
    reached.value = true
    return answer
  } catch (failure) {
    reached.value = false
    throw new Unreachable(String(failure))
  }
}

/** The JSON of an answer; Unreachable when it was cut off or is not ours. */
export async function body<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T
  } catch {
    throw new Unreachable('cut off')
  }
}

/** An answer to HEAD has no body to tell by whose it is. A failing server's or its proxy's may have no words of ours. */
async function refusal(answer: Response, bare: boolean): Promise<Error> {
  if (bare) return new Refused(answer.status, '', {}, null)
  const shape = (await answer.json().catch(() => null)) as { message?: string; errors?: Record<string, string> } | null
  if (!shape?.message && answer.status < 500) return new Unreachable(`HTTP ${answer.status}`)
  const wait = Number(answer.headers.get('Retry-After') ?? NaN)
  return new Refused(answer.status, shape?.message ?? m.peek().notice.failing(answer.status), shape?.errors ?? {}, Number.isFinite(wait) ? wait : null)
}

function compareClocks(answer: Response): void {
  const server = Date.parse(answer.headers.get('Date') ?? '')
  if (Number.isFinite(server)) skew.value = freshSkew.value = server - Date.now()
}
