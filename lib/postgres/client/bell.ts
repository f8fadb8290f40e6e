/**
 * One word in shared memory on which a thread sleeps that may block, such as Python's: whoever has news for it rings. It
 * notes the word, looks at all that it waits for, and sleeps only while the word has not changed, so nothing is missed.
 */

export class Bell {
  private readonly word: Int32Array

  /** A view on a buffer from `Bell.allocate`. */
  constructor(readonly buffer: SharedArrayBuffer) {
    this.word = new Int32Array(buffer, 0, 1)
  }

  static allocate(): Bell {
    return new Bell(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  }

  /** How often it was rung, modulo 2^32: to be noted before one looks. */
  get count(): number {
    return Atomics.load(this.word, 0)
  }

  ring(): void {
    Atomics.add(this.word, 0, 1)
    Atomics.notify(this.word, 0)
  }

  /** Sleeps until it is rung, at most so many milliseconds; not at all when it was rung since `count` was noted. */
  sleep(count: number, milliseconds = Number.POSITIVE_INFINITY): void {
    Atomics.wait(this.word, 0, count, milliseconds)
  }
}
