/**
 * What the journal is fed with: what the server tells of itself, and what only the notebook knows: which session has
 * which process id, which cell runs in it, who waits. Facts in the past tense, plain JSON; a saved list of them gives
 * the same state again.
 */
import type { Observation, Place } from '../postgres/client/journal.ts'
import type { Wait } from '../postgres/client/waits.ts'

export type Fact = Observation | NotebookFact

export type NotebookFact =
  /** The session of a lesson that this backend serves. Role and database come with session-opened. */
  | { type: 'session-named'; pid: number; session: string }
  /**
   * `ordinal` is that of its first statement (StatementId.ordinal: how many ReadyForQuery had come before), so that a
   * statement finds its cell however late it is told; null: those that are told from now on are its statements.
   */
  | { type: 'cell-started'; pid: number; cell: string; count: number | null; ordinal: number | null }
  /** `ordinal` is that of the next statement. */
  | { type: 'cell-ended'; pid: number; cell: string; ordinal: number | null }
  /** All that wait now, as PostgreSQL said when it was asked; who is not named has gone on. `at` in milliseconds. */
  | { type: 'waits-told'; at: number; waits: readonly ToldWait[] }
  /** All of pg_locks for these sessions, when somebody has asked. `at` in milliseconds. */
  | { type: 'locks-told'; at: number; locks: readonly ToldLock[] }
  /** A new cluster: nothing of what was is there, and numbers begin anew. */
  | { type: 'server-restarted' }

export interface ToldWait extends Wait {
  /** Name of the table or index in `lock.relation`; null or absent where it is not known. */
  relationName?: string | null
}

/** One line of pg_locks. PostgreSQL manual, "pg_locks". */
export interface ToldLock {
  pid: number
  /** pg_locks.locktype */
  type: string
  /** pg_locks.mode */
  mode: string
  granted: boolean
  /** OID of the table or index; null where there is none. */
  relation: number | null
  relationName?: string | null
  place?: Place | null
  /** pg_locks.transactionid */
  xid?: number | null
}
