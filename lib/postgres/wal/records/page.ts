/** A heap page: its row versions, and how a full-page image in a WAL record becomes one. Source: storage/bufpage.h. */
import type { Lsn, Xid } from '../../client/journal.ts'
import { lz4, pglz } from './compression.ts'
import type { Block, WalRecord } from './record.ts'
import { TUPLE_HEADER, type Tuple } from './tuple.ts'

export const PAGE = 8192
const LOWER_AT = 12
const SPECIAL_AT = 16
const POINTERS_AT = 24
const POINTER = 4
const UNUSED = 0
const NORMAL = 1
const COMPRESSED_PGLZ = 0x04
const COMPRESSED_LZ4 = 0x08
const COMPRESSED_ZSTD = 0x10
const XMAX_LOCK_ONLY = 0x0080
const XMAX_INVALID = 0x0800
const XMAX_IS_MULTI = 0x1000
const XMIN_FROZEN = 0x0300
/** FrozenTransactionId: committed for everybody. */
export const FROZEN = 2

/** A row version on its page, and who began and ended it. */
export interface PageTuple extends Tuple {
  offset: number
  xmin: number
  /** 0: nobody; who only locks it is nobody, too. */
  xmax: number
}

/** All row versions of a page; none of an index page. */
export function* tuplesOf(page: Uint8Array): Generator<PageTuple> {
  const view = viewOf(page)
  if (view.getUint16(SPECIAL_AT, true) !== PAGE) return
  const count = pointerCount(page)
  for (let offset = 1; offset <= count; offset++) {
    const tuple = readTuple(page, view, offset)
    if (tuple) yield tuple
  }
}

/** The row version at an offset (from 1); null if there is none. */
export function tupleAt(page: Uint8Array, offset: number): PageTuple | null {
  return offset > pointerCount(page) ? null : readTuple(page, viewOf(page), offset)
}

function readTuple(page: Uint8Array, view: DataView, offset: number): PageTuple | null {
  const pointer = view.getUint32(POINTERS_AT + POINTER * (offset - 1), true)
  if (((pointer >> 15) & 3) !== NORMAL) return null
  const at = pointer & 0x7fff
  const infomask = view.getUint16(at + 20, true)
  // Of several lockers (a multixact) one may be an updater; catalogues' rows are not locked so.
  const noXmax = infomask & (XMAX_INVALID | XMAX_LOCK_ONLY | XMAX_IS_MULTI)
  return {
    offset,
    xmin: (infomask & XMIN_FROZEN) === XMIN_FROZEN ? FROZEN : view.getUint32(at, true),
    xmax: noXmax ? 0 : view.getUint32(at + 4, true),
    bytes: page,
    start: at + TUPLE_HEADER,
    end: at + (pointer >>> 17),
    infomask2: view.getUint16(at + 18, true),
    infomask,
    hoff: view.getUint8(at + 22),
  }
}

/** The xid that began it, also where the version is frozen: its header keeps it. */
export function begunBy({ bytes, start }: Tuple): Xid {
  return viewOf(bytes).getUint32(start - TUPLE_HEADER, true)
}

/** End of the last WAL record that changed the page: pd_lsn, its upper half first. */
export function pageLsn(page: Uint8Array): Lsn {
  const view = viewOf(page)
  return view.getUint32(0, true) * 2 ** 32 + view.getUint32(4, true)
}

/** Offsets at which no row version stands any more: they were pruned, or never used. */
export function emptyOffsets(page: Uint8Array): number[] {
  const offsets: number[] = []
  for (let offset = 1; offset <= pointerCount(page); offset++) {
    const pointer = viewOf(page).getUint32(POINTERS_AT + POINTER * (offset - 1), true)
    if (((pointer >> 15) & 3) !== NORMAL) offsets.push(offset)
  }
  return offsets
}

/** The page of a full-page image, its hole filled again; null without one, or where it cannot be decompressed. */
export function imageOf(record: WalRecord, block: Block): Uint8Array | null {
  if (block.imageLength === 0) return null
  let image: Uint8Array = record.bytes.subarray(block.imageAt, block.imageAt + block.imageLength)
  const length = PAGE - block.holeLength
  if (block.imageFlags & COMPRESSED_ZSTD) return null
  if (block.imageFlags & COMPRESSED_PGLZ) image = pglz(image, length)
  else if (block.imageFlags & COMPRESSED_LZ4) image = lz4(image, length)
  if (image.length !== length) return null
  const page = new Uint8Array(PAGE)
  page.set(image.subarray(0, block.holeOffset))
  page.set(image.subarray(block.holeOffset), block.holeOffset + block.holeLength)
  return page
}

function pointerCount(page: Uint8Array): number {
  const lower = viewOf(page).getUint16(LOWER_AT, true)
  return lower < POINTERS_AT ? UNUSED : Math.min((lower - POINTERS_AT) / POINTER, PAGE / POINTER)
}

function viewOf(page: Uint8Array): DataView {
  return new DataView(page.buffer, page.byteOffset, page.byteLength)
}
