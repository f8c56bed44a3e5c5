import type { Post } from '../../wire'

export type Kind = 'segment' | 'plot'
export type Corner = [number, number]

/** A segment or plot with who answers for it today; `size` in metres or square metres. */
export interface Place {
  code: string
  name: string | null
  division: string
  division_name: string | null
  size: number | null
  holders: { username: string; name: string; post: Post }[]
}
