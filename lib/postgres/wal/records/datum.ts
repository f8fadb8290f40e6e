/** Values of variable length: short and long headers, compression, pointers to TOAST. Source: varatt.h. */
import { lz4, pglz } from './compression.ts'

/** A value that lies in a TOAST table: varatt_external. */
export interface ToastPointer {
  /** Bytes of the value, once it is decompressed. */
  rawLength: number
  /** Bytes as stored in chunks. */
  storedLength: number
  method: number
  valueId: number
  toastTable: number
}

const EXTERNAL = 0x01
const EXTERNAL_ON_DISK = 18
const POINTER_AT = 2
const LONG_HEADER = 4
const LENGTH_BITS = 30
const LENGTH_MASK = 0x3fffffff
const METHOD_LZ4 = 1

/** Null: it is stored in line. */
export function toastPointerOf(raw: Uint8Array): ToastPointer | null {
  if (raw[0] !== EXTERNAL || raw[1] !== EXTERNAL_ON_DISK) return null
  const view = viewOf(raw)
  const info = view.getUint32(POINTER_AT + 4, true)
  return {
    rawLength: view.getInt32(POINTER_AT, true) - LONG_HEADER,
    storedLength: info & LENGTH_MASK,
    method: info >>> LENGTH_BITS,
    valueId: view.getUint32(POINTER_AT + 8, true),
    toastTable: view.getUint32(POINTER_AT + 12, true),
  }
}

/** The value's bytes without header, decompressed; null if it is not stored in line. */
export function payloadOf(raw: Uint8Array): Uint8Array | null {
  const first = raw[0] ?? 0
  if (first === EXTERNAL) return null
  if (first & 1) return raw.subarray(1, first >> 1)
  const view = viewOf(raw)
  if ((first & 2) === 0) return raw.subarray(LONG_HEADER, view.getUint32(0, true) >>> 2)
  const info = view.getUint32(LONG_HEADER, true)
  return decompressed(
    raw.subarray(2 * LONG_HEADER, view.getUint32(0, true) >>> 2),
    info & LENGTH_MASK,
    info >>> LENGTH_BITS,
  )
}

/** The value of a TOAST pointer from all of its chunks; null if they are not complete. */
export function assembled(pointer: ToastPointer, chunks: readonly Uint8Array[]): Uint8Array | null {
  const { rawLength, storedLength, method } = pointer
  if (chunks.reduce((sum, chunk) => sum + chunk.length, 0) !== storedLength) return null
  const stored = new Uint8Array(storedLength)
  let at = 0
  for (const chunk of chunks) {
    stored.set(chunk, at)
    at += chunk.length
  }
  // Compressed: the raw length and method stand once more at its begin.
  return storedLength < rawLength ? decompressed(stored.subarray(LONG_HEADER), rawLength, method) : stored
}

/** A varlena with a header of four bytes, as output functions take it. */
export function withLongHeader(payload: Uint8Array): Uint8Array {
  const datum = new Uint8Array(payload.length + LONG_HEADER)
  viewOf(datum).setUint32(0, datum.length << 2, true)
  datum.set(payload, LONG_HEADER)
  return datum
}

function decompressed(source: Uint8Array, length: number, method: number): Uint8Array | null {
  const bytes = method === METHOD_LZ4 ? lz4(source, length) : pglz(source, length)
  return bytes.length === length ? bytes : null
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
