/** Who holds and who waits. PostgreSQL manual, "Explicit Locking" and "pg_locks". */
import type { Completeness, SessionRef, StatementRef } from './view.ts'

export interface LocksView {
  at: number | null
  /** What waits first. */
  locks: readonly LockEntry[]
  /** `pg_locks`: as PostgreSQL told. `facts`: what follows from what was written; others may be held, too. */
  source: 'pg_locks' | 'facts'
  /** "Locks that no change tells of, such as those of a SELECT, are not among them." Empty for pg_locks. */
  note: string
  completeness: Completeness
}

export interface LockEntry {
  session: SessionRef
  /** "row tea of stock", "table stock", "alice's transaction 758", "her own transaction 758". */
  on: string
  /** PostgreSQL's own name: RowExclusiveLock; empty for a lock on a row, which has none in pg_locks. */
  mode: string
  /** What the mode is about, or means: "on the transaction of alice", "even who reads must wait". May be empty. */
  meaning: string
  state: 'waits' | 'held'
  /** The wait it belongs to: mark to explain. */
  wait: number | null
  /** For whom it waits. */
  for: readonly SessionRef[]
  /** Somebody waits for it. */
  wanted: boolean
  /** The statement that took it, or waits for it, where that is known. */
  statement: StatementRef | null
  /** Milliseconds, as the facts carried them; null for what is held. */
  since: number | null
}
