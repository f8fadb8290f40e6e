/** Pending, committed, rolled back: what each transaction has done, table by table, row by row. */

import type { CatalogueChange, RowChange, Xid } from '../../postgres/client/journal.ts'
import type { BatchPart } from './joined-changes.ts'
import type {
  ColumnChange,
  ColumnValue,
  Completeness,
  Fate,
  RollbackCause,
  SessionRef,
  StatementRef,
} from './view.ts'

export interface ChangesOptions {
  at?: number | undefined
  /** Only this session's. */
  session?: string | undefined
  /** Only this statement's. */
  statement?: number | undefined
  /** Only these. */
  fates?: readonly Fate[] | undefined
  /** Entries for each table, the newest ones; 50 where absent. */
  limit?: number | undefined
}

export interface ChangesView {
  at: number | null
  counts: ChangeCounts
  /** In the order of their last change, the newest first. */
  tables: readonly TableChanges[]
  /** Of the catalogue: tables, columns, roles, databases … */
  objects: readonly ObjectEntry[]
  /** Sequences: never rolled back. */
  sequences: readonly SequenceEntry[]
  /** Statements whose changes have not been told to the end: "not told yet". */
  untold: readonly StatementRef[]
  completeness: Completeness
}

/** Rows; equal to what a count of the entries gives. */
export interface ChangeCounts {
  pending: number
  committed: number
  rolledBack: number
  unknown: number
}

export interface TableChanges {
  /** Key of the table in the journal: option of other views. */
  table: string
  schema: string
  name: string
  /** Name, with its schema where that is not public. */
  title: string
  database: number
  /** Of a partition: the table of which it is a part. */
  partOf: string | null
  /** It has columns with time zone, which are shown in UTC. */
  inUtc: boolean
  counts: ChangeCounts
  /** Rows by operation, of each fate. */
  operations: Readonly<Record<RowChange['operation'], ChangeCounts>>
  /** Newest first. */
  entries: readonly TableEntry[]
  /** Entries that `limit` has left out. */
  older: number
}

export type TableEntry = RowsEntry | TruncationEntry | RewriteEntry

/** What all entries say. */
export interface Entry {
  /** Number of the change in the journal: key, and mark to explain. */
  change: number
  fate: Fate
  /** Null: by no statement of ours (recovery, the keeper), or one that has not been told yet. */
  statement: StatementRef | null
  session: SessionRef | null
  transaction: number | null
  /** The (sub)transaction that wrote it. */
  xid: Xid
  /** When it was decided: committed or rolled back at which statement. */
  decided: StatementRef | null
  /** Why it was rolled back. */
  cause: RollbackCause | null
  /** "pending · only alice sees it", "committed at #12 by alice", "rolled back at #13: ROLLBACK TO s1". */
  sentence: string
}

/** One statement's rows of one table and operation. */
export interface RowsEntry extends Entry {
  kind: 'rows'
  operation: RowChange['operation']
  /** How many rows; `rows` are the first of them. */
  count: number
  rows: readonly RowEntry[]
  /** For Journal.rows, in order: the others come by the page, and selectRows() makes entries of them. */
  parts: readonly BatchPart[]
}

export interface RowEntry {
  /** The row's primary key, or its values: "tea", "1, shop 3". */
  label: string
  /** Columns of the primary key. */
  key: readonly ColumnValue[]
  /** The old row; null with insert, and where it is unknown. */
  old: readonly ColumnValue[] | null
  /** The new row; null with delete, and where it is unknown. */
  new: readonly ColumnValue[] | null
  /** All columns, old beside new; of an update where both are known. Those that changed come first. */
  columns: readonly ColumnChange[]
  /** For the second look: (0,1). */
  oldPlace: string | null
  newPlace: string | null
}

/** All rows went at once. */
export interface TruncationEntry extends Entry {
  kind: 'truncation'
}

/** The same rows in a new file: no row changed. */
export interface RewriteEntry extends Entry {
  kind: 'rewrite'
}

export interface ObjectEntry extends Entry {
  action: CatalogueChange['action']
  kind: string
  name: string
  /** Of what it is a part. */
  of: string | null
  detail: string
  /** "table stock created", "column shelf (text) of stock added". */
  title: string
}

export interface SequenceEntry {
  name: string
  value: string
  statement: StatementRef | null
  session: SessionRef | null
  /** "sequences do not roll back". */
  sentence: string
}
