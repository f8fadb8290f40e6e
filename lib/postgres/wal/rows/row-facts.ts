/**
 * Records of tables' rows → facts: one for what one (sub)transaction did to one table in one go. Rows of several tables may
 * take turns, as a trigger's do: those of each table stay in order.
 */
import type { RowChange, StatementId, Xid } from '../../client/journal.ts'
import {
  deleteFlag,
  heap,
  insertedTuple,
  insertFlag,
  multiInsertedTuples,
  OPERATION,
  updateFlag,
} from '../records/heap.ts'
import { type Block, firstFileAt, WalRecord } from '../records/record.ts'
import type { Scene } from '../scene.ts'
import { Batch } from './batch.ts'
import type { KeptPart, KeptWal } from './kept-wal.ts'
import type { WrittenTable } from './written-table.ts'

/** So many rows of one statement, table and operation are told with their facts; the others are asked for. */
const ROWS_TOLD = 500
const HEAP2 = 9

const INSERT_FLAGS = insertFlag.containsTuple | insertFlag.speculative
/** By the heap's operation. */
const operations: readonly (RowChange['operation'] | undefined)[] = [
  ...(['insert', 'delete', 'update', undefined, 'update'] as const),
]

interface Open {
  batch: Batch
  file: number
  database: number
  key: string
  /** End of its last record in the part. */
  end: number
}

/** An INSERT … ON CONFLICT that may still be taken back. */
interface Unsure {
  part: KeptPart
  start: number
  table: WrittenTable
}

export class RowFacts {
  readonly #batches = new Map<number, Batch>()
  /** By table; the last one that was written to besides. */
  readonly #open = new Map<string, Open>()
  #last: Open | null = null
  /** Rows that have been told as objects, of the statement of now: by table, operation and (sub)transaction. */
  readonly #told = new Map<string, number>()
  #statement: StatementId | null = null
  /** By (sub)transaction: it writes one row at a time. */
  readonly #unsure = new Map<Xid, Unsure>()
  readonly #scratch = new WalRecord()
  #count = 0

  constructor(
    private readonly scene: Scene,
    private readonly kept: KeptWal,
  ) {}

  /** Whether a record goes on with the rows that are open: the quick way for 100,000 of them. */
  goesOn(record: WalRecord, database: number, file: number): boolean {
    const last = this.#last
    return (
      last !== null &&
      last.file === file &&
      last.database === database &&
      last.batch.xid === record.xid &&
      last.batch.operation === operationOf(record)
    )
  }

  /**
   * Adds the row of a heap record that goes on with those that are open, without reading more of it than tells so: that is
   * what counting 100,000 rows takes. Answers false where the record must be read. `at`, `length`: the record.
   */
  countQuickly(view: DataView, at: number, length: number): boolean {
    const last = this.#last
    if (last === null || last.batch.part !== this.scene.part || this.#unsure.size > 0) return false
    if (view.getUint32(at + 4, true) !== last.batch.xid) return false
    if (operations[(view.getUint8(at + 16) & OPERATION) >> 4] !== last.batch.operation) return false
    const file = firstFileAt(view, at)
    if (view.getUint32(file + 8, true) !== last.file || view.getUint32(file + 4, true) !== last.database)
      return false
    // An INSERT's flags are its last byte.
    const isInsert = last.batch.operation === 'insert'
    if (isInsert && (view.getUint8(at + length - 1) & INSERT_FLAGS) !== insertFlag.containsTuple) return false
    last.batch.addRows(at, 1)
    last.end = at + ((length + 7) & ~7)
    return true
  }

  /** Adds a record's rows to those that are open: `goesOn`. */
  goOn(record: WalRecord): void {
    const table = this.#last?.batch.table
    if (table && !this.#isUnsure(record, table)) this.#add(record, table, this.scene.part)
  }

  /** Adds a record's rows; what was done to the same table before is told first. */
  add(record: WalRecord, table: WrittenTable): void {
    if (!this.#isUnsure(record, table)) this.#add(record, table, this.scene.part)
  }

  /** A record of a TOAST table: its chunks are found when a value is asked for. */
  addToast(record: WalRecord, block: Block): void {
    if (operationOf(record) !== 'insert') return
    const { toast, part } = this.scene
    const placed =
      record.manager === HEAP2 ? multiInsertedTuples(record, block) : [insertedTuple(record, block)]
    for (const { tuple } of placed) if (tuple) toast.add(block.database, tuple, part)
    this.kept.keep(part)
  }

  /** The last INSERT … ON CONFLICT of this (sub)transaction stays. */
  confirm(xid: Xid): void {
    const unsure = this.#unsure.get(xid)
    this.#unsure.delete(xid)
    const bytes = unsure?.part.bytes
    if (!bytes) return
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#scratch.read(bytes, view, unsure.start)
    this.#add(this.#scratch, unsure.table, unsure.part)
  }

  /** Tells what is open, in the order of the WAL. */
  close(): void {
    this.#last = null
    if (this.#open.size === 0) return
    for (const open of [...this.#open.values()].sort((one, other) => one.end - other.end)) this.#tell(open)
    this.#open.clear()
  }

  /** Forgets where rows are whose WAL is no longer kept. */
  sweep(): void {
    for (const [number, { part }] of this.#batches) if (!part.bytes) this.#batches.delete(number)
  }

  /** What is not told yet never will be. */
  discard(): void {
    this.#open.clear()
    this.#last = null
    this.#unsure.clear()
  }

  /** Null when they are no longer kept. */
  rows(batch: number, from: number, count: number): RowChange[] | null {
    return this.#batches.get(batch)?.rows(from, count, this.scene.toast) ?? null
  }

  /** INSERT … ON CONFLICT may take its row back: what is not confirmed yet waits, what is taken back was never there. */
  #isUnsure(record: WalRecord, table: WrittenTable): boolean {
    const operation = operationOf(record)
    if (operation === 'insert') {
      if (record.manager === HEAP2 || (insertFlags(record) & insertFlag.speculative) === 0) return false
      this.#unsure.set(record.xid, { part: this.scene.part, start: record.start, table })
      return true
    }
    if (operation === 'update') return false
    if ((record.view.getUint8(record.mainAt + 7) & deleteFlag.takesBack) === 0) return false
    this.#unsure.delete(record.xid)
    return true
  }

  #add(record: WalRecord, table: WrittenTable, part: KeptPart): void {
    const { database, file } = table.shape
    if (!this.goesOn(record, database, file) || this.#last?.batch.part !== part)
      this.#last = this.#openFor(record, table, part)
    this.#last.batch.add(record)
    if (part === this.scene.part) this.#last.end = (record.end + 7) & ~7
  }

  #openFor(record: WalRecord, table: WrittenTable, part: KeptPart): Open {
    const { database, file } = table.shape
    const key = `${database}/${file}`
    const operation = operationOf(record)
    const known = this.#open.get(key)
    if (known?.batch.xid === record.xid && known.batch.operation === operation && known.batch.part === part)
      return known
    // Of one table, what came first is told first; so what was written before it is, too.
    if (known) this.close()
    const batch = new Batch(++this.#count, part, table, operation, record.xid)
    const open = { batch, file, database, key: `${key}/${operation}/${record.xid}`, end: 0 }
    this.#open.set(key, open)
    return open
  }

  #tell({ batch, end, key }: Open): void {
    const { scene } = this
    const { statement } = scene
    if (statement?.pid !== this.#statement?.pid || statement?.ordinal !== this.#statement?.ordinal) {
      this.#statement = statement
      this.#told.clear()
    }
    const told = this.#told.get(key) ?? 0
    const rows = batch.rows(0, ROWS_TOLD - told, scene.toast) ?? []
    this.#told.set(key, told + rows.length)
    this.#batches.set(batch.number, batch)
    this.kept.keep(batch.part)
    scene.emit({
      type: 'rows',
      written: { lsn: scene.positions.toEndLsn(scene.position + end), statement },
      ...{ xid: batch.xid, top: scene.transactions.topOf(batch.xid), table: batch.table.shape },
      ...{ operation: batch.operation, count: batch.count, rows, batch: batch.number },
    })
  }
}

/**
 * Whether the record has its row for whoever reads the WAL; a rewrite's has not, into a file that nobody reads yet, nor a
 * catalogue's (RelationIsLogicallyLogged).
 */
export function containsTuples(record: WalRecord): boolean {
  const operation = operationOf(record)
  if (operation === 'insert') return (insertFlags(record) & insertFlag.containsTuple) !== 0
  const flags = record.view.getUint8(record.mainAt + 7)
  return (flags & (operation === 'delete' ? deleteFlag.containsOld : updateFlag.containsTuple)) !== 0
}

/** An INSERT into a file that nobody reads yet. */
export function isRewriting(record: WalRecord): boolean {
  return operationOf(record) === 'insert' && !containsTuples(record)
}

function insertFlags(record: WalRecord): number {
  return record.view.getUint8(record.mainAt + (record.manager === HEAP2 ? 0 : 2))
}

function operationOf(record: WalRecord): RowChange['operation'] {
  if (record.manager === HEAP2) return 'insert'
  switch (record.info & OPERATION) {
    case heap.insert:
      return 'insert'
    case heap.delete:
      return 'delete'
    default:
      return 'update'
  }
}
