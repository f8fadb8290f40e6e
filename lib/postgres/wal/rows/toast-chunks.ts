/** Values that were stored out of line, found again by their chunks in the WAL. Source: access/common/toast_internals.c. */
import { assembled, payloadOf, type ToastPointer } from '../records/datum.ts'
import { deform, type Stored, TUPLE_HEADER, type Tuple } from '../records/tuple.ts'
import type { KeptPart } from './kept-wal.ts'

const chunkColumns: readonly Stored[] = [
  { length: 4, align: 4 },
  { length: 4, align: 4 },
  { length: -1, align: 4 },
]

interface Chunk {
  part: KeptPart
  tuple: Tuple
}

export class ToastChunks {
  /** By database and value, then by the chunk's number. OIDs of values are unique in the cluster for 2^32 of them. */
  readonly #values = new Map<number, Map<number, Chunk>>()

  /** A row of a TOAST table. */
  add(database: number, tuple: Tuple, part: KeptPart): void {
    const at = tuple.start + tuple.hoff - TUPLE_HEADER
    const view = new DataView(tuple.bytes.buffer, tuple.bytes.byteOffset + at)
    const key = keyOf(database, view.getUint32(0, true))
    const chunks = this.#values.get(key) ?? new Map<number, Chunk>()
    this.#values.set(key, chunks)
    chunks.set(view.getInt32(4, true), { part, tuple })
  }

  /** The value without header; null if it has not been seen, or is no longer kept. */
  value(database: number, pointer: ToastPointer): Uint8Array | null {
    const chunks = this.#values.get(keyOf(database, pointer.valueId))
    if (!chunks) return null
    const pieces: Uint8Array[] = []
    for (let number = 0; number < chunks.size; number++) {
      const chunk = chunks.get(number)
      const raw = chunk?.part.bytes && deform(chunk.tuple, chunkColumns)[2]
      const piece = raw && payloadOf(raw)
      if (!piece) return null
      pieces.push(piece)
    }
    return assembled(pointer, pieces)
  }

  /** Forgets what is no longer kept. */
  sweep(): void {
    for (const [key, chunks] of this.#values)
      for (const { part } of chunks.values())
        if (!part.bytes) {
          this.#values.delete(key)
          break
        }
  }
}

function keyOf(database: number, value: number): number {
  return database * 2 ** 32 + value
}
