import { signal } from '@preact/signals'
import { Refused, signedOut, Unreachable } from '../../shared/api'
import { locale } from '../../shared/locale'
import { show } from '../picture'
import type { Import } from './wire'

/** The file on its way up: how much of it is there (0 to 1), and what became of it. */
export const sending = signal<{ name: string; share: number; stop: () => void } | null>(null)
export const failed = signal<Error | null>(null)

/** Sends the files of one layer; when they are there the import is on screen. */
export function send(files: readonly File[], kind: string): void {
  const first = files[0]
  if (!first) return
  const form = new FormData()
  form.append('kind', kind)
  for (const file of files) form.append('file', file, file.name)
  // fetch does not tell how far a body has gone up
  const request = new XMLHttpRequest()
  request.open('POST', '/api/v1/imports')
  request.setRequestHeader('X-Patrol', 'web')
  request.setRequestHeader('Accept-Language', locale.peek())
  request.responseType = 'json'
  const end = (failure: Error | null) => {
    sending.value = null
    failed.value = failure
  }
  request.upload.onprogress = ({ loaded, total }) => (sending.value = sending.peek() && { ...sending.peek()!, share: total ? loaded / total : 0 })
  request.onerror = () => end(new Unreachable('no answer'))
  request.onabort = () => end(null)
  request.onload = () => {
    if (request.status === 202) {
      end(null)
      show({ selected: (request.response as Import).id })
    } else end(refusal(request))
  }
  failed.value = null
  sending.value = { name: files.map(({ name }) => name).join('、'), share: 0, stop: () => request.abort() }
  request.send(form)
}

function refusal(request: XMLHttpRequest): Error {
  if (request.status === 401) signedOut.value++
  const shape = request.response as { message?: string; errors?: Record<string, string> } | null
  if (!shape?.message) return new Unreachable(`HTTP ${request.status}`)
  return new Refused(request.status, Object.values(shape.errors ?? {}).join(' ') || shape.message, shape.errors)
}
