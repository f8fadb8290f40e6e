/**
 * A schedule that was run: the journal's facts as they came, and between them what PostgreSQL itself said. The judge
 * reads it in order, so it never knows more than the panel did; a list of facts that was changed can be judged again.
 */
import type { TransactionStatus } from '../../../lib/postgres/client/outcome.ts'
import type { Fact } from '../../../lib/transactions/facts.ts'

/** A row version as a SELECT has shown it. */
export interface SeenRow {
  /** Key of the table that has it (a partition has one of its own), and its ctid: `5.16384 (0,1)`. */
  place: string
  xmin: number
  values: readonly (string | null)[]
}

/** A row version on its page. */
export interface PageTuple {
  /** Its ctid. */
  place: string
  xmin: number
  /** Who has ended it, or tried to; null where nobody, and where its header does not keep it. */
  xmax: number | null
  /** Whether the two are in progress. */
  isBegun: boolean
  isEnded: boolean
}

/** A session as the wire and pg_stat_activity have it. */
export interface ToldSession {
  pid: number
  status: TransactionStatus
  /** Null while it has none, or while it waits (then the status is that before its statement). */
  xid: number | null
  waitsFor: readonly number[]
}

/** How a SELECT came about: which moment its expectation is from. */
export type LookKind =
  /** The session itself, at once. */
  | 'own'
  /** A session without a transaction: what is committed. */
  | 'committed'
  /** It had to wait; what it would see stood before the lock was given up. */
  | 'after waiting'
  /** What a failed block would see after ROLLBACK stood before the ROLLBACK. */
  | 'after failure'
  /** What was committed stood before the crash. */
  | 'after crash'

export type Entry =
  | { kind: 'facts'; facts: readonly Fact[] }
  | { kind: 'sent'; step: number; pid: number | null; sql: string }
  | {
      kind: 'answered'
      pid: number
      sql: string
      tags: readonly string[]
      error: string | null
      status: TransactionStatus
      rows: number
    }
  /** What this session (null: one without a transaction) sees of these tables is to be said now. */
  | { kind: 'expected'; look: number; viewer: number | null; tables: readonly string[] }
  /** Nobody knows what this look will see: what had been expected is forgotten. */
  | { kind: 'dropped'; look: number; why: string }
  | { kind: 'seen'; look: number; how: LookKind; columns: readonly string[]; rows: readonly SeenRow[] }
  | { kind: 'sessions'; sessions: readonly ToldSession[] }
  /** pg_xact_status by xid. */
  | { kind: 'fates'; fates: readonly (readonly [xid: number, status: string | null])[] }
  /** pg_current_snapshot of a session's transaction at REPEATABLE READ or SERIALIZABLE. */
  | { kind: 'snapshot'; pid: number; xmin: number; xmax: number; inProgress: readonly number[] }
  /** All row versions of a table's pages. */
  | { kind: 'pages'; table: string; tuples: readonly PageTuple[] }
  /** pg_current_wal_insert_lsn, pg_locks of others: for the comparison of two servers. */
  | { kind: 'server'; lsn: string; nextXid: string; locks: readonly string[] }

export interface Recording {
  seed: number
  entries: Entry[]
  /** What the schedule did, by words of its own: statements by command tag, errors by SQLSTATE, waits, crashes. */
  counts: Record<string, number>
}
