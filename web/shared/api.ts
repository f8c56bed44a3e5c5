import { signal } from '@preact/signals'
import { locale } from './locale'

/** What the server refused, in its one error shape: `message` is written for the reader, in their language. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message)
  }
}

/** The server did not answer at all, or not as ours does: no network, a proxy's page, a restart. */
export class Unreachable extends Error {}

/** Counts the answers 401: whoever shows a signed-in page listens and asks to sign in again. */
export const signedOut = signal(0)

export interface Page<T> {
  items: T[]
  next: string | null
}

interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON; a file as it is. */
  body?: unknown
  abort?: AbortSignal | undefined
}

async function refusal(answer: Response): Promise<Error> {
  const shape = (await answer.json().catch(() => null)) as { message?: string; errors?: Record<string, unknown> } | null
  if (!shape?.message) return new Unreachable(`HTTP ${answer.status}`)
  return new Refused(answer.status, shape.message, shape.errors)
}

/** A path below /api/v1, or a list's `next` link, as an address of the server this page came from, whatever host the link names. */
function here(path: string): string {
  const { pathname, search } = new URL(path, `${location.origin}/api/v1/`)
  return pathname + search
}

async function send(path: string, { method = 'GET', body, abort }: Asked): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, */*;q=0.5', 'Accept-Language': locale.peek(), 'X-Patrol': 'web' }
  const raw = body instanceof Blob
  if (body !== undefined) headers['Content-Type'] = raw ? body.type || 'application/octet-stream' : 'application/json'
  try {
    return await fetch(here(path), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(abort ? { signal: abort } : {}),
    })
  } catch (failure) {
    if (abort?.aborted) throw failure
    throw new Unreachable(String(failure))
  }
}

/** One call of /api/v1. Answers the JSON body (undefined for 204); throws Refused or Unreachable. */
export async function call<T>(path: string, asked: Asked = {}): Promise<T> {
  const answer = await send(path, asked)
  if (answer.status === 401 && path !== 'tokens') signedOut.value++
  if (!answer.ok) throw await refusal(answer)
  if (answer.status === 204) return undefined as T
  return (await answer.json().catch(() => {
    throw new Unreachable('not JSON')
  })) as T
}

/** Sends the bytes of a file as they are; throws Refused or Unreachable. */
export async function put(path: string, content: Blob): Promise<void> {
  const answer = await fetch(here(path), {
    method: 'PUT',
    headers: { Accept: 'application/json', 'Accept-Language': locale.peek(), 'X-Patrol': 'web', 'Content-Type': content.type || 'application/octet-stream' },
    credentials: 'same-origin',
    body: content,
  }).catch((failure) => {
    throw new Unreachable(String(failure))
  })
  if (answer.status === 401) signedOut.value++
  if (!answer.ok) throw await refusal(answer)
}

/** Every item of a list, following `next` to its end. */
export async function all<T>(path: string, abort?: AbortSignal): Promise<T[]> {
  const items: T[] = []
  for (let next: string | null = path; next !== null; ) {
    const page: Page<T> = await call<Page<T>>(next, { abort })
    items.push(...page.items)
    next = page.next
  }
  return items
}

/** Fetches a file and hands it to the browser under the name that the server gave it; throws Refused or Unreachable. */
export async function file(path: string, asked: Asked = {}): Promise<void> {
  const answer = await send(path, asked)
  if (answer.status === 401) signedOut.value++
  if (!answer.ok) throw await refusal(answer)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = nameOf(answer)
  link.click()
  URL.revokeObjectURL(link.href)
}

function nameOf(answer: Response): string {
  const said = answer.headers.get('Content-Disposition') ?? ''
  const coded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1]
  return coded ? decodeURIComponent(coded) : (/filename="?([^";]+)"?/.exec(said)?.[1] ?? 'file')
}
