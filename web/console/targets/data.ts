import { all } from '../../shared/api'
import { load } from '../../shared/load'
import { inDivision } from '../data'
import { tab, year } from '../picture'
import { session, whenOut } from '../session'
import type { Target } from '../wire'

export const targets = load(
  () => {
    if (session.value.state !== 'in' || tab.value !== 'targets' || !year.value) return null
    return `targets/${year.value}${inDivision('?')}`
  },
  (path, abort) => all<Target>(path, abort),
)
whenOut(targets.forget)
