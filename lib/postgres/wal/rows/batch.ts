/** Rows that one (sub)transaction wrote to one table in one go: places of their records, no object for each row. */
import type { RowChange, Xid } from '../../client/journal.ts'
import {
  heap,
  insertedTuple,
  multiInsertCount,
  multiInsertedTuples,
  OPERATION,
  oldTuple,
  updatedTuple,
} from '../records/heap.ts'
import { WalRecord } from '../records/record.ts'
import type { Tuple } from '../records/tuple.ts'
import type { KeptPart } from './kept-wal.ts'
import { rowValues } from './row-values.ts'
import type { ToastChunks } from './toast-chunks.ts'
import type { WrittenTable } from './written-table.ts'

const HEAP2 = 9
/** One for all batches: its blocks cost more than a small batch does. */
const record = new WalRecord()
const FIRST_CAPACITY = 16

export class Batch {
  count = 0
  #records = 0
  /** Where the records begin in the part, and how many rows come before each. */
  #places = new Uint32Array(FIRST_CAPACITY)
  #before = new Uint32Array(FIRST_CAPACITY)

  constructor(
    readonly number: number,
    readonly part: KeptPart,
    readonly table: WrittenTable,
    readonly operation: RowChange['operation'],
    readonly xid: Xid,
  ) {}

  add(record: WalRecord): void {
    this.addRows(record.start, record.manager === HEAP2 ? multiInsertCount(record) : 1)
  }

  /** A record that begins at `start` and has so many rows. */
  addRows(start: number, count: number): void {
    if (this.#records === this.#places.length) {
      this.#places = grown(this.#places)
      this.#before = grown(this.#before)
    }
    this.#places[this.#records] = start
    this.#before[this.#records++] = this.count
    this.count += count
  }

  /** Rows from one on; null when they are no longer kept. */
  rows(from: number, count: number, toast: ToastChunks): RowChange[] | null {
    const { bytes } = this.part
    if (!bytes) return null
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const rows: RowChange[] = []
    for (let index = this.#recordOf(from); index < this.#records && rows.length < count; index++) {
      record.read(bytes, view, this.#places[index] ?? 0)
      const first = Math.max(0, from - (this.#before[index] ?? 0))
      for (const change of changesOf(record, this.table, toast, first)) {
        if (rows.length === count) break
        rows.push(change)
      }
    }
    return rows
  }

  /** The last record before which at most `row` rows come. */
  #recordOf(row: number): number {
    let [low, high] = [0, this.#records]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#before[middle] ?? 0) <= row) low = middle
      else high = middle
    }
    return low
  }
}

/** The changes of one record, from its `first` row on. */
function* changesOf(
  record: WalRecord,
  table: WrittenTable,
  toast: ToastChunks,
  first: number,
): Generator<RowChange> {
  const block = record.blocks[0]
  if (!block) return
  const placed = (offset: number) => ({ block: block.number, offset })
  const values = (tuple: Tuple | null, old: RowChange['oldRow']) =>
    tuple && rowValues(tuple, table, toast, old)
  if (record.manager === HEAP2) {
    for (const { offset, tuple } of multiInsertedTuples(record, block, first))
      yield inserted(placed(offset), values(tuple, null))
    return
  }
  switch (record.info & OPERATION) {
    case heap.insert: {
      const { offset, tuple } = insertedTuple(record, block)
      yield inserted(placed(offset), values(tuple, null))
      return
    }
    case heap.delete: {
      const oldPlace = placed(record.view.getUint16(record.mainAt + 4, true))
      const oldRow = values(oldTuple(record), null)
      yield { operation: 'delete', oldPlace, newPlace: null, oldRow, newRow: null }
      return
    }
    default: {
      const oldRow = values(oldTuple(record), null)
      const { oldOffset, offset, tuple } = updatedTuple(record, block, null)
      const oldBlock = record.block(1)?.number ?? block.number
      const oldPlace = { block: oldBlock, offset: oldOffset }
      const newRow = values(tuple, oldRow)
      yield { operation: 'update', oldPlace, newPlace: placed(offset), oldRow, newRow }
    }
  }
}

function inserted(newPlace: RowChange['newPlace'], newRow: RowChange['newRow']): RowChange {
  return { operation: 'insert', oldPlace: null, newPlace, oldRow: null, newRow }
}

function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * list.length)
  larger.set(list)
  return larger
}
