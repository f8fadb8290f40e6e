/** What the host asks of the keeper's journal, which sleeps in PostgreSQL's wait loop: one request at a time, in shared memory. */

const WORDS = 4
const word = { number: 0, batch: 1, from: 2, count: 3 } as const

export interface RowRequest {
  number: number
  batch: number
  from: number
  count: number
}

export class RowRequests {
  private readonly words: Int32Array
  private answered = 0

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer)
  }

  static allocate(): RowRequests {
    return new RowRequests(new SharedArrayBuffer(WORDS * 4))
  }

  /** The host asks. The one before must have been answered. */
  ask({ number, batch, from, count }: RowRequest): void {
    this.words[word.batch] = batch
    this.words[word.from] = from
    this.words[word.count] = count
    Atomics.store(this.words, word.number, number)
  }

  /** The keeper looks; null if nothing new was asked. */
  take(): RowRequest | null {
    const number = Atomics.load(this.words, word.number)
    if (number === this.answered) return null
    this.answered = number
    const at = (index: number) => this.words[index] ?? 0
    return { number, batch: at(word.batch), from: at(word.from), count: at(word.count) }
  }
}
