import type { Session } from './shapes'

const KEY = 'patrol-field'

/** What should lie in the phone's database, written apart from it: should a browser drop it, the app knows and says so. */
export interface Ledger {
  session: Session
  /** When the patrol under way began, ms. */
  outing: number | null
}

export function ledger(): Ledger | null {
  try {
    const noted = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Ledger | null
    return noted?.session?.token && noted.session.officer?.username ? noted : null
  } catch {
    return null
  }
}

export function noteSession(session: Session | null): void {
  write(session && { session, outing: ledger()?.outing ?? null })
}

export function noteOuting(outing: number | null): void {
  const known = ledger()
  if (known) write({ ...known, outing })
}

/** A full phone must not keep anybody from going on: the database has the same. */
function write(known: Ledger | null): void {
  try {
    if (known) localStorage.setItem(KEY, JSON.stringify(known))
    else localStorage.removeItem(KEY)
  } catch {
    // Said elsewhere: the records' own database is full too.
  }
}
