/**
 * How far the WAL has been written, and from where recovery would begin: seen from the writes to pg_wal and pg_control.
 * Sources: PostgreSQL's access/xlog_internal.h (names of segments) and catalog/pg_control.h (ControlFileData).
 */
import { BLOCK_SIZE, header, inodeField } from './layout.ts'
import type { Tables } from './tables.ts'

/** Timeline, then the position in the WAL: its upper 32 bits, and the number of the segment below them. */
const SEGMENT_NAME = /^[0-9A-F]{8}([0-9A-F]{8})([0-9A-F]{8})$/
/** The setting wal_segment_size, bytes. The snapshot is made with it. */
export const WAL_SEGMENT_BYTES = 1 << 20
const PAGES_PER_4_GB = 2 ** 32 / BLOCK_SIZE
/** Byte of pg_control with checkPointCopy.redo, 64 bits. */
export const REDO_AT = 40

/** The number of a segment's first page, plus 1; 0 if the name is no segment's. */
export function firstPageOf(name: string): number {
  const [, high, segment] = SEGMENT_NAME.exec(name) ?? []
  if (!high || !segment) return 0
  const within = (Number.parseInt(segment, 16) * WAL_SEGMENT_BYTES) / BLOCK_SIZE
  return Number.parseInt(high, 16) * PAGES_PER_4_GB + within + 1
}

/** A segment has been written up to `end`. */
export function noteWal(tables: Tables, inode: number, end: number): void {
  const first = tables.word(tables.inode(inode) + inodeField.firstPage)
  if (!first) return
  const page = first - 1 + Math.ceil(end / BLOCK_SIZE)
  if (page > tables.word(header.walEnd)) tables.meta[header.walEnd] = page
}

/** pg_control has been written. Answers whether that was the end of a checkpoint. */
export function noteControl(tables: Tables, controlFile: Uint8Array): boolean {
  const view = new DataView(controlFile.buffer, controlFile.byteOffset)
  const page = Number(view.getBigUint64(REDO_AT, true) / BigInt(BLOCK_SIZE))
  if (page === tables.word(header.redo)) return false
  tables.meta[header.redo] = page
  return true
}

/** WAL before this LSN lies whole in the files: only the last page that was written may go on. */
export function filedWal(tables: Tables): number {
  return Math.max(0, tables.word(header.walEnd) - 1) * BLOCK_SIZE
}

/** Name of the segment that begins at this LSN, on the first timeline: recovery from a crash starts no other. */
export function segmentName(lsn: number): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0')
  return `00000001${hex(Math.floor(lsn / 2 ** 32))}${hex(Math.floor((lsn % 2 ** 32) / WAL_SEGMENT_BYTES))}`
}

/** Bytes that pg_wal takes now, with the few small files that share its reserve. */
export function walBytes(tables: Tables): number {
  return tables.word(header.reserved) * BLOCK_SIZE
}

/** Bytes of WAL since the last checkpoint began: what recovery would have to read. */
export function walSinceCheckpoint(tables: Tables): number {
  return Math.max(0, tables.word(header.walEnd) - tables.word(header.redo)) * BLOCK_SIZE
}
