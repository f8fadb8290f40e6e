/** Contents of files: which block holds which part, reading, writing, truncating. Holes read as zeros. */
import { BLOCK_SIZE, DIRECT_BLOCKS, inodeField, type Tables, WORDS_PER_BLOCK } from './tables.ts'

/** Where the number of a block is kept: a word of the inode, or of an index block. */
interface Slot {
  words: Int32Array
  at: number
}

export class Contents {
  constructor(private readonly tables: Tables) {}

  size(inode: number): number {
    return this.tables.word(this.tables.inode(inode) + inodeField.size)
  }

  /** Reads up to `length` bytes; answers how many there were. */
  read(inode: number, target: Uint8Array, offset: number, length: number, position: number): number {
    const wanted = Math.min(length, this.size(inode) - position)
    for (let done = 0; done < wanted; ) {
      const within = (position + done) % BLOCK_SIZE
      const part = Math.min(BLOCK_SIZE - within, wanted - done)
      const block = this.blockAt(inode, Math.floor((position + done) / BLOCK_SIZE))
      const to = offset + done
      if (block) {
        const from = block * BLOCK_SIZE + within
        target.set(this.tables.data.subarray(from, from + part), to)
      } else target.fill(0, to, to + part)
      done += part
    }
    return Math.max(wanted, 0)
  }

  write(inode: number, source: Uint8Array, offset: number, length: number, position: number): number {
    const { meta, data } = this.tables
    const at = this.tables.inode(inode)
    for (let done = 0; done < length; ) {
      const within = (position + done) % BLOCK_SIZE
      const part = Math.min(BLOCK_SIZE - within, length - done)
      const slot = this.makeSlot(inode, Math.floor((position + done) / BLOCK_SIZE))
      const old = slot.words[slot.at]
      const block = old || this.tables.takeBlock(part < BLOCK_SIZE)
      data.set(source.subarray(offset + done, offset + done + part), block * BLOCK_SIZE + within)
      if (!old) slot.words[slot.at] = block
      done += part
      if (position + done > this.size(inode)) meta[at + inodeField.size] = position + done
    }
    meta[at + inodeField.modified] = Date.now() / 1000
    return length
  }

  truncate(inode: number, length: number): void {
    const { meta, data } = this.tables
    const at = this.tables.inode(inode)
    const old = this.size(inode)
    meta[at + inodeField.size] = length
    for (let n = Math.ceil(length / BLOCK_SIZE); n < Math.ceil(old / BLOCK_SIZE); n++) {
      const slot = this.findSlot(inode, n)
      if (slot) this.release(slot)
    }
    const tail = length % BLOCK_SIZE
    const last = tail && length < old ? this.blockAt(inode, Math.floor(length / BLOCK_SIZE)) : 0
    if (last) data.fill(0, last * BLOCK_SIZE + tail, (last + 1) * BLOCK_SIZE)
    if (length === 0) this.releaseIndexes(at)
  }

  /** Every block that a file uses, its index blocks included. */
  *blocksOf(inode: number): Generator<number> {
    const { meta, dataWords } = this.tables
    const at = this.tables.inode(inode)
    const indexed = function* (index: number) {
      if (!index) return
      yield index
      for (let k = 0; k < WORDS_PER_BLOCK; k++) yield dataWords[index * WORDS_PER_BLOCK + k] ?? 0
    }
    for (let k = 0; k < DIRECT_BLOCKS; k++) yield meta[at + inodeField.direct + k] ?? 0
    yield* indexed(meta[at + inodeField.single] ?? 0)
    const double = meta[at + inodeField.double] ?? 0
    if (!double) return
    yield double
    for (let k = 0; k < WORDS_PER_BLOCK; k++) yield* indexed(dataWords[double * WORDS_PER_BLOCK + k] ?? 0)
  }

  private blockAt(inode: number, n: number): number {
    const slot = this.findSlot(inode, n)
    return slot?.words[slot.at] ?? 0
  }

  private findSlot(inode: number, n: number): Slot | null {
    return this.walk(inode, n, () => 0)
  }

  private makeSlot(inode: number, n: number): Slot {
    const slot = this.walk(inode, n, () => this.tables.takeBlock(true))
    if (!slot) throw new RangeError(`block ${n} lies beyond the largest file`)
    return slot
  }

  /** Goes down to the slot of block `n`; `make` answers a new index block, or 0 to give up. */
  private walk(inode: number, n: number, make: () => number): Slot | null {
    const { meta, dataWords } = this.tables
    const at = this.tables.inode(inode)
    const step = (words: Int32Array, place: number): number => {
      const there = words[place]
      if (there) return there
      const made = make()
      if (made) words[place] = made
      return made
    }
    if (n < DIRECT_BLOCKS) return { words: meta, at: at + inodeField.direct + n }
    const beyond = n - DIRECT_BLOCKS
    let index: number
    if (beyond < WORDS_PER_BLOCK) index = step(meta, at + inodeField.single)
    else {
      const double = step(meta, at + inodeField.double)
      const within = Math.floor((beyond - WORDS_PER_BLOCK) / WORDS_PER_BLOCK)
      index = double ? step(dataWords, double * WORDS_PER_BLOCK + within) : 0
    }
    return index ? { words: dataWords, at: index * WORDS_PER_BLOCK + (beyond % WORDS_PER_BLOCK) } : null
  }

  private release({ words, at }: Slot): void {
    const block = words[at]
    if (!block) return
    words[at] = 0
    this.tables.freeBlock(block)
  }

  private releaseIndexes(at: number): void {
    const { meta, dataWords } = this.tables
    this.release({ words: meta, at: at + inodeField.single })
    const double = meta[at + inodeField.double] ?? 0
    if (!double) return
    meta[at + inodeField.double] = 0
    for (let k = 0; k < WORDS_PER_BLOCK; k++)
      this.release({ words: dataWords, at: double * WORDS_PER_BLOCK + k })
    this.tables.freeBlock(double)
  }
}
