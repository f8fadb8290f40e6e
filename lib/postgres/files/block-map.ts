/** Which block holds which part of a file: numbers in the inode, in an index block, and in an index of index blocks. */
import { DIRECT_BLOCKS, inodeField, WORDS_PER_BLOCK } from './layout.ts'
import type { Tables } from './tables.ts'

/** Where the number of a block is kept: a word of the inode, or of an index block. */
export interface Slot {
  words: Int32Array
  at: number
}

export class BlockMap {
  constructor(
    private readonly tables: Tables,
    /** Takes a cleared block for the inode's indexes. */
    private readonly take: (inode: number) => number,
    /** Empties a slot and gives its block back. */
    private readonly release: (inode: number, slot: Slot) => void,
  ) {}

  /** The block of part `n`, 0 if there is none. */
  blockAt(inode: number, n: number): number {
    const slot = this.walk(inode, n, false)
    return slot?.words[slot.at] ?? 0
  }

  /** The place of part `n`; index blocks that are missing are made. */
  makeSlot(inode: number, n: number): Slot {
    const slot = this.walk(inode, n, true)
    if (!slot) throw new RangeError(`block ${n} lies beyond the largest file`)
    return slot
  }

  /** Gives back the blocks of part `first` and all behind it, and the indexes that are then empty. */
  releaseFrom(inode: number, first: number): void {
    const { meta, dataWords } = this.tables
    const at = this.tables.inode(inode)
    for (let k = Math.min(first, DIRECT_BLOCKS); k < DIRECT_BLOCKS; k++)
      this.release(inode, { words: meta, at: at + inodeField.direct + k })
    let start = DIRECT_BLOCKS
    this.releaseIndex(inode, { words: meta, at: at + inodeField.single }, first - start)
    start += WORDS_PER_BLOCK
    const double = meta[at + inodeField.double] ?? 0
    if (!double) return
    for (let k = 0; k < WORDS_PER_BLOCK; k++) {
      const slot = { words: dataWords, at: double * WORDS_PER_BLOCK + k }
      this.releaseIndex(inode, slot, first - start - k * WORDS_PER_BLOCK)
    }
    if (first <= start) this.release(inode, { words: meta, at: at + inodeField.double })
  }

  /** Every block of a file, its index blocks included. */
  *blocksOf(inode: number): Generator<number> {
    const { meta, dataWords } = this.tables
    const at = this.tables.inode(inode)
    const indexed = function* (index: number) {
      if (!index) return
      yield index
      for (let k = 0; k < WORDS_PER_BLOCK; k++) {
        const block = dataWords[index * WORDS_PER_BLOCK + k]
        if (block) yield block
      }
    }
    for (let k = 0; k < DIRECT_BLOCKS; k++) {
      const block = meta[at + inodeField.direct + k]
      if (block) yield block
    }
    yield* indexed(meta[at + inodeField.single] ?? 0)
    const double = meta[at + inodeField.double] ?? 0
    if (!double) return
    yield double
    for (let k = 0; k < WORDS_PER_BLOCK; k++) yield* indexed(dataWords[double * WORDS_PER_BLOCK + k] ?? 0)
  }

  private releaseIndex(inode: number, slot: Slot, first: number): void {
    const index = slot.words[slot.at]
    if (!index || first >= WORDS_PER_BLOCK) return
    for (let k = Math.max(first, 0); k < WORDS_PER_BLOCK; k++)
      this.release(inode, { words: this.tables.dataWords, at: index * WORDS_PER_BLOCK + k })
    if (first <= 0) this.release(inode, slot)
  }

  private walk(inode: number, n: number, make: boolean): Slot | null {
    const { meta, dataWords } = this.tables
    const at = this.tables.inode(inode)
    if (n < DIRECT_BLOCKS) return { words: meta, at: at + inodeField.direct + n }
    const beyond = n - DIRECT_BLOCKS
    const within = Math.floor(beyond / WORDS_PER_BLOCK) - 1
    let index: number
    if (within < 0) index = this.step(inode, meta, at + inodeField.single, make)
    else {
      if (within >= WORDS_PER_BLOCK) return null
      const double = this.step(inode, meta, at + inodeField.double, make)
      index = double ? this.step(inode, dataWords, double * WORDS_PER_BLOCK + within, make) : 0
    }
    return index ? { words: dataWords, at: index * WORDS_PER_BLOCK + (beyond % WORDS_PER_BLOCK) } : null
  }

  private step(inode: number, words: Int32Array, place: number, make: boolean): number {
    const there = words[place]
    if (there || !make) return there ?? 0
    const made = this.take(inode)
    words[place] = made
    return made
  }
}
