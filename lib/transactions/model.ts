/**
 * What the journal's facts come to. Every part carries when it came about: the number of the statement that had begun
 * last (`by`), or its place in the WAL (`position`), so that each view can be had as of any statement. Nothing that can
 * be computed is stored: fate, visibility and sentences are views.
 */
import type {
  CatalogueChange,
  Place,
  RowChange,
  TableShape,
  TransactionState,
} from '../postgres/client/journal.ts'
import type { TransactionStatus } from '../postgres/client/outcome.ts'
import type { WantedLock } from '../postgres/client/waits.ts'
import type { ErrorFields } from '../postgres/protocol/error-fields.ts'
import type { ToldLock } from './facts.ts'
import type { IntMap } from './int-map.ts'
import type { Existence, Stamp, Table } from './table-model.ts'
import type { SpanState, Writer } from './transaction-model.ts'

/** An LSN that goes on growing over a crash, which takes the WAL back by what had not been written. */
export type Position = number

export interface JournalState {
  /** How many facts it is made of. */
  facts: number
  /** Position of LSN 0. */
  base: Position
  /** The last that any fact names. */
  position: Position
  /** Where the last statement ended or began: who begins later cannot have begun further back. */
  reached: Position
  /** Up to here all WAL has been told. */
  told: Position
  /** Statements that have begun; the last one's number. */
  count: number
  /** Statements before this one are no longer kept. */
  keptFrom: number
  /** The first facts were no longer kept when they were asked for: what they would have said of any row is unknown. */
  startUnknown: boolean
  /** Of what is kept, in characters: a measure for the limit. */
  weight: number
  /** By index. */
  sessions: IntMap<Session>
  /** By pid: the index of the session that it serves, or served last. */
  pids: IntMap<number>
  /** By number. */
  statements: IntMap<Statement>
  spans: IntMap<SpanState>
  /** By id. */
  writers: IntMap<Writer>
  /** By xid: ids of writers since the last crash, after which xids may come again. */
  xids: IntMap<number>
  /** Ids of those in progress, by id. */
  openWriters: IntMap<number>
  /** By id, in the order of the WAL. */
  changes: IntMap<Change>
  /** Ids that come next. */
  next: { span: number; writer: number; change: number; wait: number; session: number; sequence: number }
  /** By key, `database.oid`. */
  tables: Readonly<Record<string, Table>>
  /** By key of the table: when it was created and dropped. */
  existence: Readonly<Record<string, Existence>>
  sequences: IntMap<SequenceFact>
  waits: IntMap<WaitState>
  /** Ids of those that last, by id. */
  openWaits: IntMap<number>
  deadlocks: readonly Deadlock[]
  crashes: readonly Crash[]
  lost: readonly { from: Position; to: Position; message: string; by: number }[]
  locks: { by: number; at: number; locks: readonly (ToldLock & { session: number | null })[] } | null
}

/** Which statement wrote something: it may be told before the statement is. */
export interface StatementKey {
  session: number
  ordinal: number
}

export interface Session {
  index: number
  pid: number
  /** Null until the notebook names it. Statements of sessions without a name are not numbered. */
  name: string | null
  /** False until session-opened was told: role and database are not known. */
  opened: boolean
  role: string
  database: string
  databaseOid: number
  openedBy: number
  ended: { reason: SessionEnd; by: number; position: Position } | null
  /** ReadyForQuery's last. */
  status: TransactionStatus
  /** Numbers of its statements, in order. */
  statements: IntMap<number>
  /** By ordinal: numbers of its statements. */
  ordinals: IntMap<number>
  /** By ordinal: the id of the first transaction that the statement wrote in. */
  writers: IntMap<number>
  /** The statement that has begun and not ended. */
  running: number | null
  /** Its transaction block. */
  span: number | null
  /** The cells that ran in it, in order. `to` is the ordinal after its last statement. */
  cells: readonly CellRun[]
}

export type SessionEnd = 'closed' | 'refused' | 'terminated' | 'crashed' | 'stopped'

export interface CellRun {
  cell: string
  count: number | null
  from: number | null
  to: number | null
  over: boolean
}

export interface Statement {
  number: number
  session: number
  ordinal: number
  text: string
  cell: string | null
  count: number | null
  start: Position
  /** Null while it runs. */
  end: StatementEnd | null
  /** Its transaction; null while it runs and no block was open. */
  span: number | null
  /** The block that is open after it: another one after COMMIT AND CHAIN. */
  leaves: number | null
  /** The session's status before it. */
  before: TransactionStatus
  weight: number
}

export interface StatementEnd {
  by: number
  to: Position
  tags: readonly string[]
  error: ErrorFields | null
  status: TransactionStatus
  transaction: TransactionState | null
}

export type Change = RowsChange | FileChange | ObjectChange

interface ChangeBase extends Stamp {
  id: number
  statement: StatementKey | null
}

export interface RowsChange extends ChangeBase {
  kind: 'rows'
  table: string
  shape: TableShape
  operation: RowChange['operation']
  count: number
  rows: readonly RowChange[]
  batch: number
}

export interface FileChange extends ChangeBase {
  kind: 'truncation' | 'rewrite'
  table: string
  shape: TableShape
}

export interface ObjectChange extends ChangeBase {
  kind: 'object'
  change: CatalogueChange
  database: number | null
}

export interface SequenceFact {
  name: string
  oid: number
  value: string
  statement: StatementKey | null
  position: Position
}

export interface WaitState {
  id: number
  session: number
  /** Null until the statement has been told. */
  statement: number | null
  /** Sessions that hold what it wants. */
  holders: readonly number[]
  pids: readonly number[]
  lock: WantedLock
  relationName: string | null
  place: Place | null
  since: number
  /** The statement that had begun last when it was told, and when it was over. */
  from: number
  until: number | null
  /** In milliseconds; null where no fact says when. */
  ended: number | null
}

export interface Deadlock {
  victim: number
  by: number
  edges: readonly { waiter: number | null; holder: number | null; statement: number | null; lock: string }[]
}

export interface Crash {
  after: number
  message: string
  position: Position
  /** The statement that had begun last when it had recovered. */
  recovered: number | null
}
