/**
 * Contents of files: which block holds which part, reading, writing, truncating. A file has a block for each part, as if
 * it had no holes: what PostgreSQL has extended it can write later, even on a full disk. Holes read as zeros; recovery
 * makes them (see `write`). Behind a file's end its blocks hold zeros.
 */
import { BlockMap, type Slot } from './block-map.ts'
import { BLOCK_SIZE, header, inodeField } from './layout.ts'
import type { Reserve } from './reserve.ts'
import type { Tables } from './tables.ts'

export class Contents {
  private readonly map: BlockMap

  constructor(
    private readonly tables: Tables,
    private readonly reserve: Reserve,
  ) {
    this.map = new BlockMap(
      tables,
      (inode) => this.take(inode, true),
      (inode, slot) => this.release(inode, slot),
    )
  }

  size(inode: number): number {
    return this.tables.word(this.tables.inode(inode) + inodeField.size)
  }

  /** Reads up to `length` bytes; answers how many there were. */
  read(inode: number, target: Uint8Array, offset: number, length: number, position: number): number {
    const wanted = Math.min(length, this.size(inode) - position)
    for (let done = 0; done < wanted; ) {
      const within = (position + done) % BLOCK_SIZE
      const part = Math.min(BLOCK_SIZE - within, wanted - done)
      const block = this.map.blockAt(inode, Math.floor((position + done) / BLOCK_SIZE))
      const to = offset + done
      if (block) {
        const from = block * BLOCK_SIZE + within
        target.set(this.tables.data.subarray(from, from + part), to)
      } else target.fill(0, to, to + part)
      done += part
    }
    return Math.max(wanted, 0)
  }

  /** Throws ENOSPC; what was written before stays, as on any disk. */
  write(inode: number, source: Uint8Array, offset: number, length: number, position: number): void {
    if (position > this.size(inode)) this.extend(inode, position)
    for (let done = 0; done < length; ) {
      const within = (position + done) % BLOCK_SIZE
      const part = Math.min(BLOCK_SIZE - within, length - done)
      const bytes = source.subarray(offset + done, offset + done + part)
      this.writePart(inode, bytes, Math.floor((position + done) / BLOCK_SIZE), within)
      done += part
      if (position + done > this.size(inode)) this.setSize(inode, position + done)
    }
    this.tables.meta[this.tables.inode(inode) + inodeField.modified] = Date.now() / 1000
  }

  /** Cuts the file, or extends it by zeros. Throws ENOSPC, and then the file is as it was. */
  resize(inode: number, length: number): void {
    const old = this.size(inode)
    if (length > old) this.extend(inode, length)
    else if (length < old) {
      this.setSize(inode, length)
      this.trim(inode)
    }
  }

  /** Frees everything, also what a failed write may have left. */
  empty(inode: number): void {
    this.setSize(inode, 0)
    this.trim(inode)
  }

  /** Frees what lies behind the end of the file: after it was cut, or when a worker was ended while it changed the size. */
  trim(inode: number): void {
    const size = this.size(inode)
    this.map.releaseFrom(inode, Math.ceil(size / BLOCK_SIZE))
    const within = size % BLOCK_SIZE
    const last = Math.floor(size / BLOCK_SIZE)
    const block = within ? this.map.blockAt(inode, last) : 0
    const tail = (of: number) => this.tables.data.subarray(of * BLOCK_SIZE + within, (of + 1) * BLOCK_SIZE)
    // One that is shared has zeros there, and stays shared.
    if (block && tail(block).some((byte) => byte !== 0)) tail(this.ownBlock(inode, last)).fill(0)
  }

  /** Puts a block that is in use already behind the end of the file; whoever writes to it then gets a copy. */
  appendShared(inode: number, block: number, length: number): void {
    const slot = this.map.makeSlot(inode, this.size(inode) / BLOCK_SIZE)
    this.tables.share(block)
    if (this.reserve.areaOfInode(inode)) this.tables.add(header.reserved, 1)
    slot.words[slot.at] = block
    this.setSize(inode, this.size(inode) + length)
  }

  /** The block that holds part `n`, 0 for a hole. */
  blockAt(inode: number, n: number): number {
    return this.map.blockAt(inode, n)
  }

  /** Every block that a file uses, its index blocks included. */
  blocksOf(inode: number): Generator<number> {
    return this.map.blocksOf(inode)
  }

  private writePart(inode: number, bytes: Uint8Array, n: number, within: number): void {
    // Recovery creates again what was dropped later; of that only what the WAL holds may take space.
    if (this.reserve.isOpen && !this.map.blockAt(inode, n) && bytes.every((byte) => byte === 0)) return
    if (bytes.length < BLOCK_SIZE) {
      this.tables.data.set(bytes, this.ownBlock(inode, n) * BLOCK_SIZE + within)
      return
    }
    const slot = this.map.makeSlot(inode, n)
    const old = slot.words[slot.at] ?? 0
    const target = old && !this.tables.isShared(old) ? old : this.take(inode, false, old)
    this.tables.data.set(bytes, target * BLOCK_SIZE)
    this.replace(inode, slot, target)
  }

  /** A block for part `n` that no other file has: the one that is there, a copy of it, or a new one. */
  private ownBlock(inode: number, n: number): number {
    const slot = this.map.makeSlot(inode, n)
    const old = slot.words[slot.at] ?? 0
    if (old && !this.tables.isShared(old)) return old
    const block = this.take(inode, !old, old)
    if (old) this.tables.data.copyWithin(block * BLOCK_SIZE, old * BLOCK_SIZE, (old + 1) * BLOCK_SIZE)
    this.replace(inode, slot, block)
    return block
  }

  private extend(inode: number, length: number): void {
    const old = this.size(inode)
    try {
      if (!this.reserve.isOpen)
        for (let n = Math.ceil(old / BLOCK_SIZE); n < Math.ceil(length / BLOCK_SIZE); n++)
          this.ownBlock(inode, n)
    } catch (error) {
      this.trim(inode)
      throw error
    }
    this.setSize(inode, length)
  }

  /** A copy of a shared block needs no permission: its space has been promised. */
  private take(inode: number, clear: boolean, shared = 0): number {
    const block = this.tables.takeBlock(clear, shared ? 0 : this.reserve.blocks(inode))
    if (this.reserve.areaOfInode(inode)) this.tables.add(header.reserved, 1)
    return block
  }

  /** The new block becomes visible by one store. */
  private replace(inode: number, slot: Slot, block: number): void {
    const old = slot.words[slot.at] ?? 0
    if (old === block) return
    slot.words[slot.at] = block
    if (old) this.drop(inode, old)
  }

  private release(inode: number, { words, at }: Slot): void {
    const block = words[at]
    if (!block) return
    words[at] = 0
    this.drop(inode, block)
  }

  private drop(inode: number, block: number): void {
    this.tables.dropBlock(block)
    if (this.reserve.areaOfInode(inode)) this.tables.add(header.reserved, -1)
  }

  private setSize(inode: number, size: number): void {
    this.tables.meta[this.tables.inode(inode) + inodeField.size] = size
  }
}
