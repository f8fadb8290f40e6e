/** Finds a row by its number in a result that came in chunks, without joining them. */
import type { Value } from '../../lib/postgres/client/outcome.ts'

export class RowIndex {
  /** Number of the first row of each chunk. */
  readonly #starts: number[] = []
  /** How many rows there are. */
  readonly count: number

  constructor(readonly chunks: readonly Value[][][]) {
    let count = 0
    for (const chunk of chunks) {
      this.#starts.push(count)
      count += chunk.length
    }
    this.count = count
  }

  /** The row of this number, from 0. Throws a RangeError beyond the last. */
  row(number: number): Value[] {
    const chunk = this.#chunkOf(number)
    const row = this.chunks[chunk]?.[number - (this.#starts[chunk] ?? 0)]
    if (!row) throw new RangeError(`row ${number} of ${this.count}`)
    return row
  }

  /** The first rows, at most so many, with their numbers from 1. */
  first(limit: number): { number: number; values: Value[] }[] {
    return Array.from({ length: Math.min(limit, this.count) }, (_, index) => ({
      number: index + 1,
      values: this.row(index),
    }))
  }

  /** At most so many rows, evenly from the first to the last. */
  sample(limit: number): Value[][] {
    const size = Math.min(limit, this.count)
    const step = (this.count - 1) / Math.max(1, size - 1)
    return Array.from({ length: size }, (_, index) => this.row(Math.round(index * step)))
  }

  /** The last chunk that starts at or before the row. */
  #chunkOf(number: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#starts[middle] ?? 0) <= number) low = middle
      else high = middle - 1
    }
    return low
  }
}
