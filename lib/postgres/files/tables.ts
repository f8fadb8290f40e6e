/**
 * The tables of the shared file store: inodes, names and free lists in one buffer, 8 kB blocks in another that grows.
 * Every backend sees every change at once; whoever changes anything holds the run lock. Each operation becomes visible
 * by one store of a word, so that a worker may be ended anywhere and can only leak space, which `check` takes back.
 */

export const BLOCK_SIZE = 8192
export const MAX_INODES = 16384
export const MAX_NAMES = 16384
/** 512 MB. */
export const MAX_BLOCKS = 65536
export const ROOT_INODE = 1

/** Words of an inode. Up to 8 direct blocks, then one index block, then an index of index blocks. */
export const INODE_WORDS = 16
export const inodeField = {
  mode: 0,
  size: 1,
  links: 2,
  opens: 3,
  modified: 4,
  nextFree: 5,
  direct: 6,
  single: 14,
  double: 15,
} as const
export const DIRECT_BLOCKS = 8
export const WORDS_PER_BLOCK = BLOCK_SIZE / 4

/** Words of a name: 4, then its bytes (Latin-1; PostgreSQL's file names are ASCII). */
export const NAME_WORDS = 32
export const nameField = { inode: 0, parent: 1, next: 2, length: 3, bytes: 4 } as const
export const MAX_NAME_LENGTH = (NAME_WORDS - nameField.bytes) * 4

const HEADER_WORDS = 64
export const INODES_AT = HEADER_WORDS
export const NAMES_AT = INODES_AT + MAX_INODES * INODE_WORDS
export const BUCKETS_AT = NAMES_AT + MAX_NAMES * NAME_WORDS
const NEXT_BLOCK_AT = BUCKETS_AT + MAX_NAMES
export const META_WORDS = NEXT_BLOCK_AT + MAX_BLOCKS

/** Words of the header: heads of the free lists, and the first number that was never used. 0 means none. */
const header = { freeInode: 1, newInode: 2, freeName: 3, newName: 4, freeBlock: 5, newBlock: 6 } as const

const FIRST_DATA = 16 << 20
const GROWTH = 8 << 20

/** Emscripten's (WASI's) numbers. */
export const errno = { EINVAL: 28, ENAMETOOLONG: 37, ENOENT: 44, ENOSPC: 51, ENOTEMPTY: 55 } as const

/** A file operation failed; the mount turns it into Emscripten's own error. */
export class FileError extends Error {
  constructor(readonly errno: number) {
    super(`file operation failed with errno ${errno}`)
    this.name = 'FileError'
  }
}

/** What travels to another worker. */
export interface StoreBuffers {
  meta: SharedArrayBuffer
  data: SharedArrayBuffer
}

export function createBuffers(): StoreBuffers {
  return {
    meta: new SharedArrayBuffer(META_WORDS * 4),
    data: new SharedArrayBuffer(FIRST_DATA, { maxByteLength: MAX_BLOCKS * BLOCK_SIZE }),
  }
}

export class Tables {
  readonly meta: Int32Array
  readonly metaBytes: Uint8Array
  readonly data: Uint8Array
  readonly dataWords: Int32Array

  constructor(readonly buffers: StoreBuffers) {
    this.meta = new Int32Array(buffers.meta)
    this.metaBytes = new Uint8Array(buffers.meta)
    this.data = new Uint8Array(buffers.data)
    this.dataWords = new Int32Array(buffers.data)
  }

  /** Number 0 of everything stays unused, so that 0 can mean none. */
  format(): void {
    this.meta[header.newInode] = 1
    this.meta[header.newName] = 1
    this.meta[header.newBlock] = 1
  }

  /** The word at `at`; the tables never have holes. */
  word(at: number): number {
    return this.meta[at] ?? 0
  }

  inode(inode: number): number {
    return INODES_AT + inode * INODE_WORDS
  }

  name(name: number): number {
    return NAMES_AT + name * NAME_WORDS
  }

  get usedInodes(): number {
    return this.word(header.newInode)
  }

  get usedNames(): number {
    return this.word(header.newName)
  }

  get usedBlocks(): number {
    return this.word(header.newBlock)
  }

  takeInode(mode: number): number {
    const inode = this.take(
      header.freeInode,
      header.newInode,
      MAX_INODES,
      (i) => this.inode(i) + inodeField.nextFree,
    )
    const at = this.inode(inode)
    this.meta.fill(0, at, at + INODE_WORDS)
    this.meta[at + inodeField.modified] = Date.now() / 1000
    this.meta[at + inodeField.mode] = mode
    return inode
  }

  freeInode(inode: number): void {
    const at = this.inode(inode)
    this.meta[at + inodeField.mode] = 0
    this.meta[at + inodeField.nextFree] = this.word(header.freeInode)
    this.meta[header.freeInode] = inode
  }

  takeName(): number {
    return this.take(header.freeName, header.newName, MAX_NAMES, (n) => this.name(n) + nameField.next)
  }

  freeName(name: number): void {
    const at = this.name(name)
    this.meta[at + nameField.parent] = 0
    this.meta[at + nameField.next] = this.word(header.freeName)
    this.meta[header.freeName] = name
  }

  /** A block with whatever it held before, unless `clear`. */
  takeBlock(clear: boolean): number {
    const block = this.take(header.freeBlock, header.newBlock, MAX_BLOCKS, (b) => NEXT_BLOCK_AT + b)
    const end = (block + 1) * BLOCK_SIZE
    if (end > this.buffers.data.byteLength) this.grow(end)
    if (clear) this.data.fill(0, block * BLOCK_SIZE, end)
    return block
  }

  freeBlock(block: number): void {
    this.meta[NEXT_BLOCK_AT + block] = this.word(header.freeBlock)
    this.meta[header.freeBlock] = block
  }

  /** Makes room for `bytes` bytes of blocks. */
  grow(bytes: number): void {
    const { data } = this.buffers
    if (bytes <= data.byteLength) return
    data.grow(Math.min(MAX_BLOCKS * BLOCK_SIZE, Math.ceil(bytes / GROWTH) * GROWTH))
  }

  countFreeBlocks(): number {
    let count = 0
    for (let b = this.word(header.freeBlock); b && count <= MAX_BLOCKS; b = this.word(NEXT_BLOCK_AT + b))
      count++
    return count
  }

  /** Empties the free lists; `check` fills them again. */
  forgetFree(): void {
    this.meta[header.freeInode] = 0
    this.meta[header.freeName] = 0
    this.meta[header.freeBlock] = 0
  }

  private take(free: number, fresh: number, limit: number, next: (n: number) => number): number {
    const reused = this.word(free)
    if (reused) {
      this.meta[free] = this.word(next(reused))
      return reused
    }
    const made = this.word(fresh)
    if (made >= limit) throw new FileError(errno.ENOSPC)
    this.meta[fresh] = made + 1
    return made
  }
}
