/**
 * Who sees what: one table as each session sees it, computed from row versions and snapshots, since a blocked or failed
 * session cannot be asked. PostgreSQL manual, "Concurrency Control"; heapam_visibility.c, HeapTupleSatisfiesMVCC.
 */
import type { JournalValue } from '../../postgres/client/journal.ts'
import type { ColumnValue, SessionRef, StatementRef } from './view.ts'

export interface SightOptions {
  at?: number | undefined
  /** TableChanges.table. */
  table: string
  /** `different` where absent: only rows that not all see alike. */
  rows?: 'different' | 'all' | undefined
  /** First row and number of rows; 0 and 20 where absent. */
  from?: number | undefined
  count?: number | undefined
}

/** The tables that the journal has rows of, those with differences first. */
export interface SightTable {
  table: string
  title: string
  database: number
  /** Somebody sees another state of it than what is committed. Null where that is not known. */
  differs: boolean | null
}

export interface SightView {
  at: number | null
  table: string
  title: string
  /** Names of the columns, in the order of the table as it is now. */
  columns: readonly { name: string; type: string }[]
  key: readonly string[]
  /** Sessions of the table's database; the last one, `committed`, is what is committed: a new snapshot's. */
  viewers: readonly Viewer[]
  rows: readonly SightRow[]
  /** Of `total` rows, `rows` begins with this one. */
  from: number
  total: number
  /** All rows of the table are known; else those that nobody has touched are not among them. */
  complete: boolean
  /** Sentences that limit what is said: too many rows, rows that were there before, WAL that was lost. */
  notes: readonly string[]
}

export interface Viewer {
  /** Null for `committed`. */
  session: SessionRef | null
  sees: ViewerState
  /** "read committed: what its next statement will see". */
  heading: string
}

export type ViewerState =
  /** READ COMMITTED, and a session without a transaction: what its next statement will see. */
  | 'next statement'
  /** REPEATABLE READ and SERIALIZABLE: by its snapshot. */
  | 'snapshot'
  /** It takes its snapshot with its first query: what it would see now. */
  | 'would see now'
  /** Its block has failed: nothing until ROLLBACK. The cells say what it will see then. */
  | 'failed'
  | 'committed'
  /** There is no such table for it: created by another transaction, or dropped. */
  | 'no table'
  | 'unknown'

export interface SightRow {
  /** Unique in the view. */
  row: string
  label: string
  key: readonly ColumnValue[]
  /** In the order of `viewers`. */
  cells: readonly SightCell[]
  differs: boolean
}

export interface SightCell {
  /**
   * `row`: it sees this version. `no row`: none. `not in this snapshot` (◌): none, though there is a committed version
   * that its snapshot is too old for. `unknown`: cannot be told.
   */
  sees: 'row' | 'no row' | 'not in this snapshot' | 'unknown'
  /** In the order of `columns`; null without a row. */
  values: readonly JournalValue[] | null
  /** Its own, uncommitted. */
  own: boolean
  /** Columns that differ from what is committed. */
  differs: readonly string[]
  /** The statement that wrote the version that it sees; null where that was before the journal. */
  writtenBy: StatementRef | null
  /** Of the version, for a second look. */
  version: { place: string; xmin: number | null; xmax: number | null } | null
}
