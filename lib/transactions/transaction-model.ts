/** Transactions of the journal's model: as a session has them, and as the WAL has them by their xids. */
import type { IsolationLevel, Snapshot, Xid } from '../postgres/client/journal.ts'
import type { Position, StatementKey } from './model.ts'

/** A transaction as a session has it: a block, or a single statement. */
export interface SpanState {
  id: number
  session: number
  from: number
  single: boolean
  isolation: IsolationLevel | null
  xid: Xid | null
  /** Statement with which a snapshot that lasts was there first, and that snapshot (null: it cannot be told). */
  snapshot: { at: number; by: number; snapshot: Snapshot | null } | null
  /** Stretches in which the block had failed. */
  failed: readonly { from: number; by: number; to: number | null }[]
  savepoints: readonly Bracket[]
  end: SpanEnd | null
}

export interface SpanEnd {
  how: 'committed' | 'rolled back' | 'prepared'
  /** With which statement; null: its session ended, or the server. */
  statement: number | null
  by: number
  /** COMMIT failed. */
  refused: boolean
  /** It ended with its session, or with the server. */
  without: 'session' | 'crash' | null
}

export interface Bracket {
  name: string | null
  level: number
  xid: Xid | null
  from: number
  to: number | null
  /** `by` of its end. */
  by: number | null
  state: 'open' | 'merged' | 'rolled back'
}

/** A transaction or subtransaction that has an xid. */
export interface Writer {
  id: number
  xid: Xid
  /** Id of the transaction that it is a part of; its own for a transaction. */
  top: number
  session: number | null
  /** With which it began to write. */
  statement: StatementKey | null
  since: Position
  prepared: Position | null
  end: WriterEnd | null
  /** WAL that may have held its end was lost. */
  doubt: boolean
}

export interface WriterEnd {
  how: 'committed' | 'rolled back'
  position: Position
  /** Without a record there is no place in the WAL: the statement that had begun last. Null with a record. */
  by: number | null
  statement: StatementKey | null
  /** `record`: the WAL says so. It ended with its session, or with the server, without one. */
  from: 'record' | 'session' | 'crash'
  /** A subtransaction that ended before its transaction did. */
  alone: boolean
}
