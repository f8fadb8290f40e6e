/**
 * Cuts the records out of WAL that comes in parts, one behind the other: a record that begins in one part may end in the
 * next, or in one after that.
 */
import { RECORD_HEADER } from './record.ts'

/** Records begin at multiples of so many bytes. */
const ALIGNMENT = 8

export interface RecordReader {
  /** Records stand in these bytes from now on, of which the first has this byte position. */
  enter(bytes: Uint8Array, position: number): void
  /** A record begins there, and is here in full. */
  record(bytes: Uint8Array, view: DataView, at: number): void
  /** What `record` has thrown; the record lies between these byte positions. */
  unreadable(from: number, to: number, error: unknown): void
}

export class RecordStream {
  /** Begin of a record whose rest has not come yet. */
  #rest: Uint8Array = new Uint8Array(0)

  /** `usableInSegment`: bytes of a segment without page headers. */
  constructor(
    private readonly usableInSegment: number,
    private readonly reader: RecordReader,
  ) {}

  /** How many bytes have come of a record that is not here in full. */
  get unread(): number {
    return this.#rest.length
  }

  /** The next part begins with a record. */
  forget(): void {
    this.#rest = new Uint8Array(0)
  }

  read({ bytes, position }: { bytes: Uint8Array; position: number }): void {
    const skipped = this.#readSeam(bytes, position)
    if (skipped === bytes.length) return
    this.#rest = bytes.slice(this.#readRecords(bytes, position, skipped))
  }

  /** Reads the record of which the part before has the begin. Answers how many bytes of this part are its rest. */
  #readSeam(bytes: Uint8Array, position: number): number {
    const before = this.#rest.length
    if (before === 0) return Math.min(bytes.length, (ALIGNMENT - (position % ALIGNMENT)) % ALIGNMENT)
    const begin = joined(this.#rest, bytes.subarray(0, RECORD_HEADER))
    const length = begin.length < 4 ? Number.POSITIVE_INFINITY : lengthOf(begin)
    if (length === 0) {
      this.forget()
      return 0
    }
    if (length > before + bytes.length) {
      this.#rest = joined(this.#rest, bytes)
      return bytes.length
    }
    const seam = joined(this.#rest, bytes.subarray(0, length - before))
    this.forget()
    this.#readRecords(seam, position - before, 0)
    // What is padded to eight bytes ends in this part, or with it.
    return Math.min(bytes.length, aligned(length) - before)
  }

  /** Answers where the first record begins that is not there in full. */
  #readRecords(bytes: Uint8Array, position: number, from: number): number {
    this.reader.enter(bytes, position)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let at = from
    while (at + RECORD_HEADER <= bytes.length) {
      const length = view.getUint32(at, true)
      if (length === 0) {
        // Behind a segment switch: the rest of the segment is empty.
        at += this.usableInSegment - ((position + at) % this.usableInSegment)
        continue
      }
      if (at + length > bytes.length) return at
      const start = at
      at += aligned(length)
      try {
        this.reader.record(bytes, view, start)
      } catch (error) {
        this.reader.unreadable(position + start, position + at, error)
      }
    }
    return Math.min(at, bytes.length)
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length)
  bytes.set(one)
  bytes.set(other, one.length)
  return bytes
}

function lengthOf(record: Uint8Array): number {
  return new DataView(record.buffer, record.byteOffset).getUint32(0, true)
}
