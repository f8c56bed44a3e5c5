import { Refused } from '../../shared/api'
import { m } from '../messages'

/** What the server refused, in its words with those of the fields; null when it did what was asked. */
export async function saying(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked
    return null
  } catch (failure) {
    if (!(failure instanceof Refused)) return m.value.unreachable.title
    const fields = Object.values(failure.fields).map(String)
    return [failure.message, ...fields.filter((said) => said !== failure.message)].join(' ')
  }
}

/** A failure as the form shows it: a sentence, and a sentence for each field where the server had one. */
export function refusalOf(failure: unknown, unreachable: string): { message: string; fields: Record<string, string> } {
  if (!(failure instanceof Refused)) return { message: unreachable, fields: {} }
  const fields = Object.fromEntries(Object.entries(failure.fields).map(([field, said]) => [field.split('.')[0]!, String(said)]))
  return { message: failure.message, fields }
}
