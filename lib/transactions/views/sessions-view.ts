/** The sessions with their state: what the top of the panel says. */
import type { IsolationLevel, Xid } from '../../postgres/client/journal.ts'
import type { Completeness, RollbackCause, SessionRef, StatementRef } from './view.ts'

export interface SessionsView {
  /** The number of the statement after which it is so; null for now. */
  at: number | null
  /** Those that are open, in the order in which they connected; then those that have ended since, if they were named. */
  sessions: readonly SessionEntry[]
  /** The last crash, where no statement has been run since. */
  crash: { crash: number; message: string; recovered: boolean; sentence: string } | null
  completeness: Completeness
}

/** `running`: a statement has begun and not ended; whether it waits has not been told. */
export type SessionState = 'idle' | 'in transaction' | 'failed' | 'waiting' | 'running' | 'ended'

export interface SessionEntry {
  session: SessionRef
  pid: number
  role: string
  database: string
  state: SessionState
  /** idle · in transaction · failed · waits for alice · connection lost: as on the badge. */
  label: string
  /** One line below the name: "4 changes pending, read committed, xid 764". */
  summary: string
  /** What can be done, or what is known of it: "Only ROLLBACK is accepted. COMMIT, too, would roll back." */
  sentence: string
  transaction: SessionTransaction | null
  /** What it waits for. */
  wait: SessionWait | null
  /** Of a failed block: the error that failed it. */
  failure: { statement: StatementRef; code: string; message: string } | null
  /** How its last transaction ended, while it is idle. */
  last: {
    transaction: number
    outcome: 'committed' | 'rolled back'
    statement: StatementRef | null
    cause: RollbackCause | null
  } | null
  /** Why it ended. */
  ended: 'closed' | 'refused' | 'terminated' | 'crashed' | 'stopped' | null
}

export interface SessionTransaction {
  transaction: number
  isolation: IsolationLevel
  readOnly: boolean
  deferrable: boolean
  /** Null: none yet, it has written nothing. */
  xid: Xid | null
  /** Since which statement. Null where it began before the journal knew the session. */
  since: StatementRef | null
  /** By name, from the outside in; null is a block of PL/pgSQL. */
  savepoints: readonly (string | null)[]
  /** Changes that only it sees: rows, and objects of the catalogue. */
  pending: { rows: number; objects: number; truncated: number }
  /** All rows that it has written have been told; else there may be more. */
  told: boolean
  snapshot: SnapshotState
}

/** What a transaction sees others' work by. */
export type SnapshotState =
  /** READ COMMITTED: each statement takes a new one. */
  | { kind: 'each statement' }
  /** REPEATABLE READ or SERIALIZABLE: it will be taken by the first query. */
  | { kind: 'not yet' }
  | { kind: 'taken'; statement: StatementRef | null; xmin: Xid; xmax: Xid; inProgress: readonly Xid[] }
  /** It failed: it sees nothing until ROLLBACK. */
  | { kind: 'failed' }
  /** Imported, or not told. */
  | { kind: 'unknown' }

export interface SessionWait {
  wait: number
  statement: StatementRef | null
  /** Whom it waits for; empty where none of ours holds it. */
  for: readonly SessionRef[]
  /** When it began to wait, in milliseconds as the facts carried it. */
  since: number
  /** "row tea of stock", "table stock", "advisory lock". */
  what: string
  /** "bob waits for alice: row tea of stock." */
  sentence: string
  /** It waits for itself through others: PostgreSQL will end one of them. */
  ring: boolean
}
