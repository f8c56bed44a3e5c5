import { carried, settings } from '../carried'
import { freshSkew } from '../client'
import { device } from '../device'
import type { Entry, Patrol } from '../store/shapes'
import type { Kind } from '../wire'
import { fixesOf } from './encoding'
import { Walk } from './walk'

/** A patrol that begins now. */
export function newPatrol(kind: Kind, officer: string): Patrol {
  return {
    id: crypto.randomUUID(),
    officer,
    kind,
    phase: 'recording',
    started_at: Date.now(),
    ended_at: null,
    paused_at: null,
    paused_ms: 0,
    device: device(),
    skew_ms: freshSkew.peek(),
    ahead_ms: 0,
    walked: null,
    delivered: 'saved',
    refusal: null,
    receipt: null,
    tries: 0,
    next_at: 0,
    verified_at: null,
  }
}

/** A walk over the places that the officer answers for, before its first step. */
export function newWalk(kind: Kind, around: { lon: number; lat: number } | null): Walk {
  return new Walk(kind, carried.peek()?.sync ?? null, settings.peek(), around)
}

/** A walk as its entries tell it. */
export function replayed(kind: Kind, entries: Entry[]): Walk {
  const again = newWalk(kind, fixesOf(entries)[0] ?? null)
  for (const entry of entries) again.add(entry)
  return again
}
