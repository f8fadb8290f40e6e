/**
 * What all views of the journal are made of. Views are plain JSON: the panel draws them, tests compare them. Sentences
 * name sessions, never process ids.
 */
import type { JournalValue } from '../../postgres/client/journal.ts'

/** How a view is asked for: the state after the statement with this number, in the past; now, where it is absent. */
export interface ViewOptions {
  at?: number | undefined
}

/** Which session, wherever a view names one. */
export interface SessionRef {
  /** Unique in the journal: a session that connects again has another one. */
  key: string
  /** As the lesson names it; "another session" for one that the notebook has not named. */
  name: string
  /** False where the notebook has not named it. */
  named: boolean
}

/** Which statement, wherever a view names one. */
export interface StatementRef {
  /** #1, #2 … in the order in which they began, over all sessions: the column of the timeline. */
  number: number
  session: SessionRef
  /** The cell that sent it; null where none did. */
  cell: string | null
}

/** The three looks. `unknown`: WAL that says how it ended could not be read. */
export type Fate = 'pending' | 'committed' | 'rolled back' | 'unknown'

/** Why something was rolled back. */
export type RollbackCause =
  | { kind: 'ROLLBACK' }
  /** ROLLBACK TO SAVEPOINT. The name is null where it is not known. */
  | { kind: 'ROLLBACK TO'; savepoint: string | null }
  /** An error ended it; `refused`: it was the COMMIT that failed. */
  | { kind: 'error'; code: string; message: string; refused: boolean }
  /** Caught by a block of PL/pgSQL with an EXCEPTION clause: the statement went on. */
  | { kind: 'exception' }
  | { kind: 'closed' }
  | { kind: 'terminated' }
  | { kind: 'crash' }
  /** Nothing that was told says why. */
  | { kind: 'unknown' }

/** How far the journal goes: said in the view where something is missing. */
export interface Completeness {
  /** Statements before this one are no longer kept; 1 where all are. */
  keptFrom: number
  /** WAL has been lost: sentences, one for each gap. Empty: nothing is missing. */
  lost: readonly string[]
}

/** One column of a row: what was there, and what is. Equal where nothing changed. */
export interface ColumnChange {
  column: string
  type: string
  old: JournalValue
  new: JournalValue
  changed: boolean
}

export interface ColumnValue {
  column: string
  type: string
  value: JournalValue
}

/** A mark of the panel that can be explained: explain() makes a sentence of it. */
export type Mark =
  | { kind: 'session'; session: string }
  | { kind: 'statement'; statement: number }
  | { kind: 'transaction'; transaction: number }
  | { kind: 'change'; change: number }
  | { kind: 'wait'; wait: number }
  | { kind: 'deadlock'; statement: number }
  | { kind: 'snapshot'; transaction: number }
  | { kind: 'savepoint'; transaction: number; savepoint: number }
  | { kind: 'crash'; crash: number }
  /** One cell of *who sees what*. */
  | { kind: 'sight'; table: string; session: string }
