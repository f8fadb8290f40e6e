/** Records of tables' rows → facts: one for what one (sub)transaction did to one table in one go. */
import type { RowChange, Xid } from '../../client/journal.ts'
import {
  deleteFlag,
  heap,
  insertedTuple,
  insertFlag,
  multiInsertedTuples,
  OPERATION,
} from '../records/heap.ts'
import { type Block, WalRecord } from '../records/record.ts'
import type { Scene } from '../scene.ts'
import { Batch } from './batch.ts'
import type { KeptPart, KeptWal } from './kept-wal.ts'
import type { WrittenTable } from './written-table.ts'

/** So many rows are told with their fact; the others are asked for. */
const ROWS_TOLD = 500
const HEAP2 = 9

interface Open {
  batch: Batch
  file: number
  database: number
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
  #open: Open | null = null
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
    const open = this.#open
    return (
      open !== null &&
      open.file === file &&
      open.database === database &&
      open.batch.xid === record.xid &&
      open.batch.operation === operationOf(record)
    )
  }

  /** Adds a record's rows to those that are open: `goesOn`. */
  goOn(record: WalRecord): void {
    const table = this.#open?.batch.table
    if (table && !this.#isUnsure(record, table)) this.#add(record, table, this.scene.part)
  }

  /** Adds a record's rows; those of another table or operation are told first. */
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

  /** Tells what is open. */
  close(): void {
    const open = this.#open
    this.#open = null
    if (!open) return
    const { batch, end } = open
    const { scene } = this
    this.#batches.set(batch.number, batch)
    const rows = batch.rows(0, ROWS_TOLD, scene.toast) ?? []
    this.kept.keep(batch.part)
    scene.emit({
      type: 'rows',
      written: { lsn: scene.positions.toEndLsn(scene.position + end), statement: scene.statement },
      ...{ xid: batch.xid, top: scene.transactions.topOf(batch.xid), table: batch.table.shape },
      ...{ operation: batch.operation, count: batch.count, rows, batch: batch.number },
    })
  }

  /** What is not told yet never will be. */
  discard(): void {
    this.#open = null
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
    if (!this.goesOn(record, database, file) || this.#open?.batch.part !== part) {
      this.close()
      const batch = new Batch(++this.#count, part, table, operationOf(record), record.xid)
      this.#open = { batch, file, database, end: 0 }
    }
    if (!this.#open) return
    this.#open.batch.add(record)
    if (part === this.scene.part) this.#open.end = (record.end + 7) & ~7
  }
}

/** Whether the record is of rows that one may see; a rewrite's are of a file that nobody reads yet. */
export function containsTuples(record: WalRecord): boolean {
  if (operationOf(record) !== 'insert') return true
  return (insertFlags(record) & insertFlag.containsTuple) !== 0
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
