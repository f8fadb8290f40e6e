/**
 * A ring of bytes in shared memory with one writer and one reader, in different threads. Neither waits here: the reader
 * and the writer are woken by other means, so that a client may block (Python) or be called back (the page).
 */

const HEADER_WORDS = 8
const HEADER_BYTES = HEADER_WORDS * 4
/** Words of the header. Written and read count bytes modulo 2^32. */
const word = { written: 0, read: 1, closed: 2, told: 3, stalled: 4, ended: 5 } as const

export class Ring {
  private readonly words: Int32Array
  private readonly bytes: Uint8Array

  /** A view on a buffer from `Ring.allocate`. */
  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer, 0, HEADER_WORDS)
    this.bytes = new Uint8Array(buffer, HEADER_BYTES)
  }

  /** `capacity` in bytes, a power of two. */
  static allocate(capacity: number): Ring {
    if (capacity < 1 || (capacity & (capacity - 1)) !== 0)
      throw new RangeError(`the capacity of a ring must be a power of two, not ${capacity}`)
    return new Ring(new SharedArrayBuffer(HEADER_BYTES + capacity))
  }

  get capacity(): number {
    return this.bytes.length
  }

  /** Bytes that have been written and not read. */
  get available(): number {
    return (Atomics.load(this.words, word.written) - Atomics.load(this.words, word.read)) >>> 0
  }

  /** The writer has closed (no more bytes come), or the reader has gone. */
  get closed(): boolean {
    return Atomics.load(this.words, word.closed) !== 0
  }

  close(): void {
    Atomics.store(this.words, word.closed, 1)
  }

  /** No more bytes come; unlike with `closed`, the writer still listens to what is said in return. */
  get ended(): boolean {
    return Atomics.load(this.words, word.ended) !== 0
  }

  end(): void {
    Atomics.store(this.words, word.ended, 1)
  }

  /**
   * Writes as much as there is room for; answers how much that was. When that is not all, the reader is asked to say
   * when it has made room (`takeStalled`).
   */
  write(source: Uint8Array): number {
    // The wish is stored before the last look at the room, so that it can't be missed.
    if (source.length > this.capacity - this.available) Atomics.store(this.words, word.stalled, 1)
    const length = Math.min(source.length, this.capacity - this.available)
    const written = Atomics.load(this.words, word.written)
    const at = (written >>> 0) % this.capacity
    const first = Math.min(length, this.capacity - at)
    this.bytes.set(source.subarray(0, first), at)
    if (first < length) this.bytes.set(source.subarray(first, length), 0)
    Atomics.store(this.words, word.written, (written + length) | 0)
    return length
  }

  /** Reads as much as there is and fits; answers how much that was. */
  read(target: Uint8Array): number {
    const length = Math.min(target.length, this.available)
    const read = Atomics.load(this.words, word.read)
    const at = (read >>> 0) % this.capacity
    const first = Math.min(length, this.capacity - at)
    target.set(this.bytes.subarray(at, at + first))
    if (first < length) target.set(this.bytes.subarray(0, length - first), first)
    Atomics.store(this.words, word.read, (read + length) | 0)
    return length
  }

  /** Whether the writer waits for room; asking takes the wish away. */
  takeStalled(): boolean {
    return Atomics.exchange(this.words, word.stalled, 0) === 1
  }

  /** Notes that the other side has been told of news; false when it had been told already and has not looked since. */
  tell(): boolean {
    return Atomics.exchange(this.words, word.told, 1) === 0
  }

  /** The other side looks now: news from here on must be told again. */
  look(): void {
    Atomics.store(this.words, word.told, 0)
  }
}
