/**
 * What a server tells of its sessions and transactions: facts in the words of PostgreSQL, from its write-ahead log, its
 * transaction state and its protocol; never from the text of a statement. lib/transactions makes of it what one sees.
 * PostgreSQL manual, "Reliability and the Write-Ahead Log", "Concurrency Control", "Transaction Processing".
 */
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { TransactionStatus } from './outcome.ts'

/** A place in the WAL, in bytes (XLogRecPtr). Larger is later. Exact: no cluster of ours writes 2^53 bytes. */
export type Lsn = number

/** A transaction's number, or a subtransaction's (a savepoint's, an exception block's). */
export type Xid = number

/** One statement of one session: the process id, and how many ReadyForQuery that backend had sent before. */
export interface StatementId {
  pid: number
  ordinal: number
}

/** A savepoint, or a block of PL/pgSQL with an EXCEPTION clause (no name). */
export interface Savepoint {
  name: string | null
  /** Null until something has been written in it. */
  xid: Xid | null
  /** 2 for the outermost: 1 is the transaction itself. */
  level: number
}

/** Whose changes a transaction sees: PostgreSQL's SnapshotData. */
export interface Snapshot {
  /** All below are over. */
  xmin: Xid
  /** All from here on are invisible. */
  xmax: Xid
  /** In progress when it was taken, subtransactions too. */
  inProgress: readonly Xid[]
}

export type IsolationLevel = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable'

/** A session's transaction as PostgreSQL has it when it is ready for the next statement. */
export interface TransactionState {
  isolation: IsolationLevel
  readOnly: boolean
  deferrable: boolean
  /** Null until it has written something. */
  xid: Xid | null
  /** From the outside in. */
  savepoints: readonly Savepoint[]
  /**
   * Of REPEATABLE READ and SERIALIZABLE, once it exists: it is taken by the first query, not by BEGIN. Null where there
   * is none (READ COMMITTED takes one for each statement; a failed block has none to see with).
   */
  snapshot: Snapshot | null
  /** It has a snapshot that cannot be told (imported by SET TRANSACTION SNAPSHOT): what it sees is unknown. */
  snapshotUnknown: boolean
}

/** A table as it was for the transaction that wrote to it. */
export interface TableShape {
  /** OID of the database; 0 for what all share. */
  database: number
  /** OID in pg_class: stays when the table is renamed, rewritten or truncated. */
  oid: number
  /** The file that holds its rows now (relfilenode): another one after TRUNCATE or a rewrite. */
  file: number
  schema: string
  name: string
  /** As pg_class.relkind: r table, p partitioned, m materialized view, S sequence. */
  kind: string
  /** Without dropped ones, in order. */
  columns: readonly ColumnShape[]
  /** Names of the columns of its primary key; empty without one. */
  key: readonly string[]
  /** Of a partition: the partitioned table of which it is a part, itself perhaps a partition. */
  partitionOf?: { oid: number; schema: string; name: string }
}

export interface ColumnShape {
  name: string
  /** pg_attribute.attnum: stays when the column is renamed, and is never given again. Absent where it is not known. */
  number?: number
  /** As format_type gives it, without modifiers: integer, text, timestamp with time zone. */
  type: string
}

/** A value as PostgreSQL's output function prints it; null is NULL; an object says why it is not known. */
export type JournalValue = string | null | { unknown: string }
export type JournalRow = readonly JournalValue[]

/** Where a row version stands in its file (ctid). */
export interface Place {
  block: number
  offset: number
}

/** One row version written, ended, or both. Values are in the order of TableShape.columns. */
export interface RowChange {
  operation: 'insert' | 'update' | 'delete'
  /** The version that ends. */
  oldPlace: Place | null
  /** The version that begins. */
  newPlace: Place | null
  /** Null with insert, and where it could not be known. */
  oldRow: JournalRow | null
  /** Null with delete, and where it could not be known. */
  newRow: JournalRow | null
}

/** What a catalogue's rows say has happened. */
export interface CatalogueChange {
  action: 'created' | 'altered' | 'dropped'
  /** In words: table, column, index, constraint, role, database, schema, function, type, view, trigger, policy, grant … */
  kind: string
  /** Qualified as one would write it; of a column, constraint, trigger or policy without its table. */
  name: string
  /** Of what it is a part: the table of a column. Null for things of their own. */
  of: { oid: number; name: string } | null
  /** OID of the object, of a column that of its table. */
  oid: number
  /** What a second look would ask: "integer", "renamed from …", "owner bob". Empty if there is nothing to say. */
  detail: string
}

/** Where and by whom something was written. */
export interface Written {
  /** Of the record's end. */
  lsn: Lsn
  /** Null: by PostgreSQL itself (recovery, the keeper); of a sequence's value, also where it is not known who took it. */
  statement: StatementId | null
}

export type Observation =
  /**
   * Only to a listener that comes late, and first of all: so many statements, and all WAL up to there, are no longer kept.
   * Sessions that are still open are told again.
   */
  | { type: 'forgotten'; statements: number; lsn: Lsn }
  | { type: 'session-opened'; pid: number; role: string; database: string; databaseOid: number; lsn: Lsn }
  | {
      type: 'session-ended'
      pid: number
      /** As ConnectionEnd's reason. Its open transaction is rolled back. */
      reason: 'closed' | 'refused' | 'terminated' | 'crashed' | 'stopped'
      lsn: Lsn
    }
  /** Told when it lasts: when it has begun to wait, or to share the processor. Else its end tells all. */
  | { type: 'statement-started'; statement: StatementId; text: string; lsn: Lsn }
  | {
      type: 'statement-ended'
      statement: StatementId
      /** What the client sent, whole. */
      text: string
      /** Command tags, in order: more than one where a Query had several statements. */
      tags: readonly string[]
      error: ErrorFields | null
      status: TransactionStatus
      /** WAL that it has written lies between. Other sessions' may, too: each fact says whose it is. */
      from: Lsn
      to: Lsn
      /** Of what is open after it; null where the status is idle. */
      transaction: TransactionState | null
    }
  /**
   * Rows of one table, written in one go by one (sub)transaction; several such facts where a statement writes many.
   * `count` says how many there are, `rows` are the first of them, perhaps none; the others are to be had by Journal.rows.
   */
  | {
      type: 'rows'
      written: Written
      xid: Xid
      /** The transaction that it is a part of; equals `xid` outside savepoints. */
      top: Xid
      table: TableShape
      operation: RowChange['operation']
      count: number
      rows: readonly RowChange[]
      batch: number
    }
  /** A row is locked, not changed (SELECT FOR UPDATE, FOR SHARE, a foreign key's check). */
  | {
      type: 'row-locked'
      written: Written
      xid: Xid
      top: Xid
      table: TableShape
      place: Place
      /** So many more rows of the table were locked in one go, too many to be told one by one. */
      further?: number
    }
  /** All rows of a table went at once. They are there again when it is rolled back: `oldFile` has them. */
  | {
      type: 'truncated'
      written: Written
      xid: Xid
      top: Xid
      table: TableShape
      oldFile: number
    }
  /** The same rows in a new file: ALTER TABLE, VACUUM FULL, CLUSTER. No change of any row. */
  | {
      type: 'rewritten'
      written: Written
      xid: Xid
      top: Xid
      table: TableShape
      oldFile: number
      /**
       * All rows of the new file; null where they are too many to be told. `begun` is the xid that began the version, where
       * that stays (VACUUM FULL, CLUSTER); absent where the rewrite begins it anew (ALTER TABLE).
       */
      rows: readonly { place: Place; row: JournalRow; begun?: Xid }[] | null
    }
  /** `table`: of a change of a table's column, the whole table as it is then for who has changed it. */
  | {
      type: 'catalogue'
      written: Written
      xid: Xid
      top: Xid
      change: CatalogueChange
      table?: TableShape
    }
  /** Never rolled back. */
  | { type: 'sequence'; written: Written; name: string; oid: number; value: string }
  /** VACUUM or pruning has taken row versions away that nobody can see. What the journal knows of them stays. */
  | { type: 'pruned'; written: Written; table: TableShape; places: readonly Place[] }
  /** `xid` is a transaction, or a subtransaction alone that was rolled back (ROLLBACK TO, a caught exception). */
  | {
      type: 'transaction-ended'
      written: Written
      xid: Xid
      top: Xid
      /** With it, or under it. */
      subtransactions: readonly Xid[]
      how: 'committed' | 'rolled back' | 'prepared'
    }
  /** All of the WAL before has been told. */
  | { type: 'told'; lsn: Lsn }
  /** WAL that could not be read any more: what it did is unknown. */
  | { type: 'lost'; from: Lsn; to: Lsn; message: string }
  /** All sessions have ended. What was in progress is rolled back, without a record of it. */
  | { type: 'crashed'; message: string }
  | { type: 'recovered'; lsn: Lsn }

/** The facts of one server's life, crashes included. */
export interface Journal {
  /** Facts come in order; those from before are told first, as far as they are kept. */
  subscribe(listener: (observations: readonly Observation[]) => void): () => void
  /**
   * Rows of a batch, from the given one on; fewer than `count` at its end. Rejects with an Error that says so when they
   * are no longer kept.
   */
  rows(batch: number, from: number, count: number): Promise<readonly RowChange[]>
}
