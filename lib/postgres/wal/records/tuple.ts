/** A row version as it is stored, and its columns. Source: access/htup_details.h, access/common/heaptuple.c. */

/** A heap tuple without the fields of its header that say who wrote it. */
export interface Tuple {
  bytes: Uint8Array
  /** Where the null bitmap begins: byte 23 of a tuple's header, whether there is a bitmap or not. */
  start: number
  end: number
  infomask2: number
  infomask: number
  /** Offset of the first column from the tuple's begin. */
  hoff: number
}

/** How a column is stored: pg_attribute's attlen, attalign in bytes. */
export interface Stored {
  /** Bytes; -1 varlena; -2 a C string. */
  length: number
  align: number
}

/** SizeofHeapTupleHeader. */
export const TUPLE_HEADER = 23
export const HAS_NULL = 0x0001
const COLUMNS_MASK = 0x07ff
const EXTERNAL = 0x01
/** varattrib_1b_e with a varatt_external. */
const TOAST_POINTER_LENGTH = 18

/** Number of columns that the tuple has: fewer than its table where some were added later. */
export function columnCount(tuple: Tuple): number {
  return tuple.infomask2 & COLUMNS_MASK
}

/**
 * The columns' bytes (of a varlena with its header, of a C string without its end); null is NULL, undefined not stored.
 */
export function deform(tuple: Tuple, columns: readonly Stored[]): (Uint8Array | null | undefined)[] {
  const { bytes } = tuple
  const origin = tuple.start + tuple.hoff - TUPLE_HEADER
  const stored = columnCount(tuple)
  const bitmap = tuple.infomask & HAS_NULL ? tuple.start : -1
  const values: (Uint8Array | null | undefined)[] = []
  let at = origin
  for (const [index, column] of columns.entries()) {
    if (index >= stored) {
      values.push(undefined)
      continue
    }
    if (bitmap >= 0 && ((bytes[bitmap + (index >> 3)] ?? 0) & (1 << (index & 7))) === 0) {
      values.push(null)
      continue
    }
    // A varlena with a short header stands unaligned; padding is zero, and no short header is.
    if (column.length !== -1 || bytes[at] === 0) at = origin + aligned(at - origin, column.align)
    const end = at + storedLength(bytes, at, column.length)
    values.push(bytes.subarray(at, column.length === -2 ? end - 1 : end))
    at = end
  }
  return values
}

export function aligned(offset: number, align: number): number {
  return (offset + align - 1) & -align
}

/** Bytes that a value takes: those of a varlena's header and of a C string's end, too. */
export function storedLength(bytes: Uint8Array, at: number, length: number): number {
  if (length > 0) return length
  if (length === -2) return bytes.indexOf(0, at) + 1 - at
  const first = bytes[at] ?? 0
  if (first === EXTERNAL) return TOAST_POINTER_LENGTH
  if (first & 1) return first >> 1
  return (
    (first | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 2
  )
}
