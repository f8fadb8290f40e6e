/** A set of transaction numbers, a bit each: a server gives out millions, one after the other. */
import type { Xid } from '../client/journal.ts'

/** Numbers in one piece. */
const PIECE = 1 << 15
const WORD = 32

export class XidSet {
  readonly #pieces = new Map<number, Uint32Array>()

  add(xid: Xid): void {
    const number = Math.floor(xid / PIECE)
    const piece = this.#pieces.get(number) ?? new Uint32Array(PIECE / WORD)
    this.#pieces.set(number, piece)
    const within = xid % PIECE
    piece[within >> 5] = (piece[within >> 5] ?? 0) | (1 << (within & 31))
  }

  has(xid: Xid): boolean {
    const within = xid % PIECE
    const word = this.#pieces.get(Math.floor(xid / PIECE))?.[within >> 5] ?? 0
    return ((word >>> (within & 31)) & 1) === 1
  }

  clear(): void {
    this.#pieces.clear()
  }
}
