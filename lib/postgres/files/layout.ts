/**
 * Where everything lies in the shared file store: inodes, names and free lists in one buffer, 8 kB blocks in another that
 * grows. All numbers are words of 32 bits unless they say bytes. What is never touched costs address space only.
 */

/** The size of PostgreSQL's pages, so that a page is one block. */
export const BLOCK_SIZE = 8192
/** 2,000 tables with keys are about 12,000 files. */
export const MAX_INODES = 65536
export const MAX_NAMES = 65536
/** 2 GB: no store can be larger, whatever its limit. */
export const MAX_BLOCKS = 262144
export const ROOT_INODE = 1

/** Words of an inode. Some direct blocks, then one index block, then an index of index blocks. */
export const INODE_WORDS = 20
export const inodeField = {
  mode: 0,
  size: 1,
  links: 2,
  opens: 3,
  modified: 4,
  nextFree: 5,
  /** For whom space is held back: one of `area`. */
  area: 6,
  /** Of a WAL segment: number of its first page, plus 1. */
  firstPage: 7,
  /** Of what is left of a dropped table: number of the WAL page at its drop, plus 1. */
  buried: 8,
  direct: 9,
  single: 17,
  double: 18,
} as const
export const DIRECT_BLOCKS = inodeField.single - inodeField.direct
export const WORDS_PER_BLOCK = BLOCK_SIZE / 4

/** Words of a name: 4, then its bytes (Latin-1; PostgreSQL's file names are ASCII). */
export const NAME_WORDS = 32
export const nameField = { inode: 0, parent: 1, next: 2, length: 3, bytes: 4 } as const
export const MAX_NAME_LENGTH = (NAME_WORDS - nameField.bytes) * 4

/** Words of the header. A pool has three: head of its free list, first number never used, how many are in use. */
export const header = {
  /** Blocks that there may be. */
  limit: 0,
  inodes: 1,
  names: 4,
  blocks: 7,
  /** Blocks that writing to shared ones will need: their references but the first. */
  promised: 10,
  /** Blocks in files for which space is held back. */
  reserved: 11,
  /** WAL pages that have been written since the cluster was made; so the number of the next. */
  walEnd: 12,
  /** Number of the WAL page where recovery would begin. */
  redo: 13,
  /** Files of dropped tables that wait for a checkpoint. */
  buried: 14,
  /** How often a backend has waited for its writes to be safe. */
  barriers: 15,
  /** A name that is being renamed away, else 0. */
  renaming: 16,
} as const
const HEADER_WORDS = 64

export const INODES_AT = HEADER_WORDS
export const NAMES_AT = INODES_AT + MAX_INODES * INODE_WORDS
export const BUCKETS = MAX_NAMES
export const BUCKETS_AT = NAMES_AT + MAX_NAMES * NAME_WORDS
/** For each block one word: of a free one the next free one, of a used one how many more references it has. */
export const BLOCK_WORDS_AT = BUCKETS_AT + BUCKETS
export const META_WORDS = BLOCK_WORDS_AT + MAX_BLOCKS

/** Emscripten's (WASI's) numbers. */
export const errno = { EINVAL: 28, ENAMETOOLONG: 37, ENOENT: 44, ENOSPC: 51, ENOTEMPTY: 55 } as const

/** A file operation failed; the mount turns it into Emscripten's own error. */
export class FileError extends Error {
  constructor(readonly errno: number) {
    super(`file operation failed with errno ${errno}`)
    this.name = 'FileError'
  }
}
