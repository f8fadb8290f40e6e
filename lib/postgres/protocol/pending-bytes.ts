/** Bytes that have come and are not yet decoded: one buffer, grown by doubling and compacted in place. */

const initialCapacity = 4096

/** An empty buffer larger than this is given back, so that one huge message does not keep its memory for ever. */
const keptCapacity = 4 * 1024 * 1024

// ignoreBOM keeps a U+FEFF at the start of a string: it is the sender's text.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The unread bytes are `bytes` from `start` to `end`. Both change with every call. */
export class PendingBytes {
  bytes = new Uint8Array(initialCapacity)
  view = new DataView(this.bytes.buffer)
  start = 0
  end = 0

  /** `text` decodes the strings in them. */
  constructor(readonly text: TextDecoder = strictUtf8) {}

  /**
   * Copies `added` behind the unread bytes.
   * Allocates for bytes that are here, never for what a message announces.
   */
  append(added: Uint8Array): void {
    if (this.end + added.length > this.bytes.length) this.#makeRoom(added.length)
    this.bytes.set(added, this.end)
    this.end += added.length
  }

  /** Forgets the first `count` unread bytes. */
  consume(count: number): void {
    this.start += count
    if (this.start < this.end) return
    this.start = 0
    this.end = 0
    if (this.bytes.length > keptCapacity) this.#replace(initialCapacity)
  }

  /** Forgets everything. */
  clear(): void {
    this.consume(this.end - this.start)
  }

  // A decoder reads all complete messages after each append: the rest that is moved here is never larger than the
  // last piece, or it has not moved since its message began. So the total work is linear in the bytes.
  #makeRoom(count: number): void {
    const unread = this.end - this.start
    const needed = unread + count
    if (needed <= this.bytes.length) this.bytes.copyWithin(0, this.start, this.end)
    else this.#replace(Math.max(needed, this.bytes.length * 2))
    this.start = 0
    this.end = unread
  }

  #replace(capacity: number): void {
    const old = this.bytes
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
    this.bytes.set(old.subarray(this.start, this.end))
  }
}
