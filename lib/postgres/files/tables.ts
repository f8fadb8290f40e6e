/**
 * The tables of the shared file store. Every backend sees every change at once; whoever changes anything holds the run
 * lock. Each operation becomes visible by one store of a word, so that a worker may be ended anywhere and can only leak
 * space, which `check` takes back.
 */
import {
  BLOCK_SIZE,
  BLOCK_WORDS_AT,
  errno,
  FileError,
  header,
  INODE_WORDS,
  INODES_AT,
  inodeField,
  MAX_BLOCKS,
  MAX_INODES,
  MAX_NAMES,
  META_WORDS,
  NAME_WORDS,
  NAMES_AT,
  nameField,
} from './layout.ts'
import { Pool } from './pool.ts'

const FIRST_DATA = 16 << 20
const GROWTH = 8 << 20

/** What travels to another worker. */
export interface StoreBuffers {
  meta: SharedArrayBuffer
  data: SharedArrayBuffer
}

/** Buffers of a store that may hold `limit` bytes of blocks. */
export function createBuffers(limit: number): StoreBuffers {
  return {
    meta: new SharedArrayBuffer(META_WORDS * 4),
    data: new SharedArrayBuffer(Math.min(FIRST_DATA, limit), { maxByteLength: limit }),
  }
}

export class Tables {
  readonly meta: Int32Array
  readonly metaBytes: Uint8Array
  readonly data: Uint8Array
  readonly dataWords: Int32Array
  readonly inodes: Pool
  readonly names: Pool
  readonly blocks: Pool

  constructor(readonly buffers: StoreBuffers) {
    this.meta = new Int32Array(buffers.meta)
    this.metaBytes = new Uint8Array(buffers.meta)
    this.data = new Uint8Array(buffers.data)
    this.dataWords = new Int32Array(buffers.data)
    const nextInode = (n: number) => this.inode(n) + inodeField.nextFree
    const nextName = (n: number) => this.name(n) + nameField.next
    this.inodes = new Pool(this, header.inodes, () => MAX_INODES, nextInode)
    this.names = new Pool(this, header.names, () => MAX_NAMES, nextName)
    this.blocks = new Pool(
      this,
      header.blocks,
      () => this.word(header.limit),
      (n) => BLOCK_WORDS_AT + n,
    )
  }

  format(): void {
    this.meta[header.limit] = Math.min(MAX_BLOCKS, this.buffers.data.maxByteLength / BLOCK_SIZE)
    for (const pool of [this.inodes, this.names, this.blocks]) pool.format()
  }

  /** The word at `at`; the tables never have holes. */
  word(at: number): number {
    return this.meta[at] ?? 0
  }

  /** Adds to a word that counts something. */
  add(at: number, by: number): void {
    this.meta[at] = this.word(at) + by
  }

  inode(inode: number): number {
    return INODES_AT + inode * INODE_WORDS
  }

  name(name: number): number {
    return NAMES_AT + name * NAME_WORDS
  }

  takeInode(mode: number, heldBack: number): number {
    const inode = this.inodes.take(heldBack)
    const at = this.inode(inode)
    this.meta.fill(0, at, at + INODE_WORDS)
    this.meta[at + inodeField.modified] = Date.now() / 1000
    this.meta[at + inodeField.mode] = mode
    return inode
  }

  freeInode(inode: number): void {
    this.meta[this.inode(inode) + inodeField.mode] = 0
    this.inodes.give(inode)
  }

  freeName(name: number): void {
    this.meta[this.name(name) + nameField.parent] = 0
    this.names.give(name)
  }

  /** A block with whatever it held before, unless `clear`. Memory for what is held back is asked for in time, too. */
  takeBlock(clear: boolean, heldBack: number): number {
    const block = this.blocks.take(heldBack)
    const end = (block + 1) * BLOCK_SIZE
    if (end > this.buffers.data.byteLength) this.growFor(block, heldBack)
    this.meta[BLOCK_WORDS_AT + block] = 0
    if (clear) this.data.fill(0, block * BLOCK_SIZE, end)
    return block
  }

  /** Whether other files, or other places of this one, have the same block: it must not be written to. */
  isShared(block: number): boolean {
    return this.word(BLOCK_WORDS_AT + block) > 0
  }

  /** One more place has this block. */
  share(block: number): void {
    this.add(BLOCK_WORDS_AT + block, 1)
    this.add(header.promised, 1)
  }

  /** A place that had this block has it no longer. */
  dropBlock(block: number): void {
    if (!this.isShared(block)) {
      this.blocks.give(block)
      return
    }
    this.add(BLOCK_WORDS_AT + block, -1)
    this.add(header.promised, -1)
  }

  /** Makes room for `bytes` bytes of blocks. */
  grow(bytes: number): void {
    const { data } = this.buffers
    if (bytes > data.byteLength) data.grow(Math.min(data.maxByteLength, Math.ceil(bytes / GROWTH) * GROWTH))
  }

  /** The memory may be refused, by a RangeError. */
  private growFor(block: number, heldBack: number): void {
    try {
      this.grow((block + 1 + heldBack) * BLOCK_SIZE)
    } catch {
      this.blocks.give(block)
      throw new FileError(errno.ENOSPC)
    }
  }
}
