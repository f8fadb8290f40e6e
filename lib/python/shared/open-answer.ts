/** One word in shared memory: what has become of a connection that Python, which sleeps, wants to be lent. */

const values = { lent: 1, refused: 2 } as const

export class OpenAnswer {
  private readonly word: Int32Array

  /** A view on a buffer from `OpenAnswer.allocate`. */
  constructor(readonly buffer: SharedArrayBuffer) {
    this.word = new Int32Array(buffer)
  }

  static allocate(): OpenAnswer {
    return new OpenAnswer(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  }

  /** Undefined while it is open. */
  get value(): 'lent' | 'refused' | undefined {
    const value = Atomics.load(this.word, 0)
    return value === values.lent ? 'lent' : value === values.refused ? 'refused' : undefined
  }

  give(value: keyof typeof values): void {
    Atomics.store(this.word, 0, values[value])
  }
}
