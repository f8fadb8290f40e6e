/** Operations of the heap's two resource managers, and the row versions in their records: access/heapam_xlog.h. */
import { imageOf, tupleAt } from './page.ts'
import type { Block, WalRecord } from './record.ts'
import { TUPLE_HEADER, type Tuple } from './tuple.ts'

export const OPERATION = 0x70
export const INIT_PAGE = 0x80
export const heap = {
  insert: 0x00,
  delete: 0x10,
  update: 0x20,
  truncate: 0x30,
  hotUpdate: 0x40,
  confirm: 0x50,
  lock: 0x60,
  inPlace: 0x70,
} as const
export const heap2 = {
  pruneOnAccess: 0x10,
  pruneVacuumScan: 0x20,
  multiInsert: 0x50,
  lockUpdated: 0x60,
} as const
export const insertFlag = { speculative: 1 << 2, containsTuple: 1 << 3 } as const
export const deleteFlag = { containsOld: 6, takesBack: 1 << 3 } as const
export const updateFlag = {
  containsOld: 12,
  containsTuple: 1 << 4,
  prefixFromOld: 1 << 5,
  suffixFromOld: 1 << 6,
} as const
/** xl_heap_header. */
const LOGGED_HEADER = 5
/** xl_heap_delete, xl_heap_update: the old row stands behind them. */
const DELETE = 8
const UPDATE = 14
/** xl_heap_multi_insert without offsets; xl_multi_insert_tuple. */
const MULTI_INSERT = 4
const MULTI_INSERT_TUPLE = 7

/** A row version and its place in the block that the record names. */
export interface PlacedTuple {
  offset: number
  tuple: Tuple | null
}

/** Null where neither data nor a readable image has it. */
export function insertedTuple(record: WalRecord, block: Block): PlacedTuple {
  const offset = record.view.getUint16(record.mainAt, true)
  return { offset, tuple: dataTuple(record, block, block.dataAt) ?? imageTuple(record, block, offset) }
}

/** How many rows a MULTI_INSERT has. */
export function multiInsertCount(record: WalRecord): number {
  return record.view.getUint16(record.mainAt + 2, true)
}

/** Rows of a MULTI_INSERT, from one on. */
export function* multiInsertedTuples(record: WalRecord, block: Block, from = 0): Generator<PlacedTuple> {
  const { view, bytes } = record
  const count = multiInsertCount(record)
  const page = block.dataLength > 0 ? null : imageOf(record, block)
  let at = block.dataAt
  for (let index = 0; index < count; index++) {
    const offset =
      record.info & INIT_PAGE ? index + 1 : view.getUint16(record.mainAt + MULTI_INSERT + 2 * index, true)
    if (block.dataLength === 0) {
      if (index >= from) yield { offset, tuple: page && tupleAt(page, offset) }
      continue
    }
    at += (at - block.dataAt) & 1
    const start = at + MULTI_INSERT_TUPLE
    const end = start + view.getUint16(at, true)
    const infomask2 = view.getUint16(at + 2, true)
    const infomask = view.getUint16(at + 4, true)
    if (index >= from)
      yield { offset, tuple: { bytes, start, end, infomask2, infomask, hoff: view.getUint8(at + 6) } }
    at = end
  }
}

/** The row version that an UPDATE begins, as far as it does not come from the old one (catalogues only). */
export function updatedTuple(
  record: WalRecord,
  block: Block,
  old: Tuple | null,
): PlacedTuple & { oldOffset: number } {
  const { view, mainAt } = record
  const oldOffset = view.getUint16(mainAt + 4, true)
  const flags = view.getUint8(mainAt + 7)
  const offset = view.getUint16(mainAt + 12, true)
  let at = block.dataAt
  const takeLength = (flag: number) => {
    if ((flags & flag) === 0 || block.dataLength === 0) return 0
    at += 2
    return view.getUint16(at - 2, true)
  }
  const prefix = takeLength(updateFlag.prefixFromOld)
  const suffix = takeLength(updateFlag.suffixFromOld)
  const logged = dataTuple(record, block, at)
  if (!logged) return { oldOffset, offset, tuple: imageTuple(record, block, offset) }
  if (prefix + suffix === 0) return { oldOffset, offset, tuple: logged }
  return { oldOffset, offset, tuple: old && joined(logged, old, prefix, suffix) }
}

/** The row that an UPDATE or DELETE ends, where the record has it. */
export function oldTuple(record: WalRecord): Tuple | null {
  const operation = record.info & OPERATION
  const flags = record.view.getUint8(record.mainAt + 7)
  if (operation === heap.delete)
    return flags & deleteFlag.containsOld
      ? loggedTuple(record, record.mainAt + DELETE, mainEnd(record))
      : null
  return flags & updateFlag.containsOld ? loggedTuple(record, record.mainAt + UPDATE, mainEnd(record)) : null
}

function mainEnd(record: WalRecord): number {
  return record.mainAt + record.mainLength
}

function dataTuple(record: WalRecord, block: Block, at: number): Tuple | null {
  return block.dataLength === 0 ? null : loggedTuple(record, at, block.dataAt + block.dataLength)
}

function imageTuple(record: WalRecord, block: Block, offset: number): Tuple | null {
  const page = imageOf(record, block)
  return page && tupleAt(page, offset)
}

function loggedTuple({ bytes, view }: WalRecord, at: number, end: number): Tuple {
  const infomask2 = view.getUint16(at, true)
  const infomask = view.getUint16(at + 2, true)
  return { bytes, start: at + LOGGED_HEADER, end, infomask2, infomask, hoff: view.getUint8(at + 4) }
}

/** The prefix is of the columns: the null bitmap is always logged. */
function joined(logged: Tuple, old: Tuple, prefix: number, suffix: number): Tuple {
  const columnsAt = logged.start + logged.hoff - TUPLE_HEADER
  const oldColumnsAt = old.start + old.hoff - TUPLE_HEADER
  const parts = [
    logged.bytes.subarray(logged.start, columnsAt),
    old.bytes.subarray(oldColumnsAt, oldColumnsAt + prefix),
    logged.bytes.subarray(columnsAt, logged.end),
    old.bytes.subarray(old.end - suffix, old.end),
  ]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { ...logged, bytes, start: 0, end: bytes.length }
}
