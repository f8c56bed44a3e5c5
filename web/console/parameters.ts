import { computed, type ReadonlySignal } from '@preact/signals'
import { picture, show } from './picture'

/** Of parameters that leave the board's list as it is: how the map looks, where it stands. */
export const BESIDE = { narrows: false }

/** One thing that a board keeps in the address beside what all boards share: a filter, an order, a page. */
export interface Parameter<T> extends ReadonlySignal<T> {
  /** Shows the board with another value, the list from its beginning; the default leaves the address. */
  set: (value: T, how?: { quietly?: boolean }) => void
}

/** The names that boards have registered so far. */
const names = new Set<string>()

/**
 * Registers `name` as an address parameter of the board that reads it. `read` makes a value of what stands there (null where it
 * is none: a link may say anything), `write` the text for a value. Names need to differ within a board only: when another board
 * is opened they leave the address. What does not narrow the board's list (`narrows`) leaves its page as it is.
 */
export function parameter<T>(name: string, fallback: T, read: (text: string) => T | null, write: (value: T) => string = String, { narrows = true } = {}): Parameter<T> {
  names.add(name)
  const value = computed(() => {
    const text = picture.value.own[name]
    return (text === undefined ? null : read(text)) ?? fallback
  })
  const set = (next: T, how?: { quietly?: boolean }) => show({ own: withOwn(name, next === fallback ? null : write(next), narrows) }, how)
  return Object.assign(value, { set })
}

/** A parameter that holds one of a few words. */
export function choice<T extends string>(name: string, words: readonly T[], fallback: T, how = {}): Parameter<T> {
  return parameter<T>(name, fallback, (text) => words.find((word) => word === text) ?? null, String, how)
}

/** A parameter that holds one of a few words or nothing. */
export function maybe<T extends string>(name: string, words: readonly T[]): Parameter<T | null> {
  return parameter<T | null>(name, null, (text) => words.find((word) => word === text) ?? null)
}

/** A parameter that holds what somebody wrote. */
export function text(name: string): Parameter<string> {
  return parameter(name, '', (written) => written)
}

/** The page of a board's list. Whatever narrows or sorts the list, it is looked at from its beginning. */
export const PAGE = 'page'
export const page = parameter(PAGE, 1, (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null))

/** The board's own parameters with one of them changed; null takes it away, and what no board knows leaves as well. */
function withOwn(name: string, value: string | null, narrows: boolean): Record<string, string> {
  const kept = Object.entries(picture.peek().own).filter(([each]) => each !== name && names.has(each) && !(narrows && each === PAGE))
  return Object.fromEntries(value ? [...kept, [name, value]] : kept)
}
