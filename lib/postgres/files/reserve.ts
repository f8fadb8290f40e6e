/**
 * What is held back of the store for whom. When learners' data has used up the rest, a statement fails with 53100; WAL and
 * transaction status can still be written, so that ROLLBACK, DROP TABLE and CHECKPOINT work and space comes back. The last
 * part is the keeper's: recovery and its checkpoint need some even when a backend could not write its WAL.
 */
import { BLOCK_SIZE, header, inodeField } from './layout.ts'
import type { Tables } from './tables.ts'

/** For which files space is held back; a folder's is inherited. */
export const area = { ordinary: 0, reserved: 1, control: 2 } as const

/**
 * At the root: folders that PostgreSQL writes to in critical sections or in a checkpoint, and what each backend makes when
 * it starts, since a session that is to free space must be able to log in.
 */
const RESERVED = new Set([
  'pg_wal',
  'pg_xact',
  'pg_subtrans',
  'pg_multixact',
  'pg_commit_ts',
  'pg_serial',
  'pg_logical',
  'pg_replslot',
  'pg_twophase',
  'pg_dynshmem',
  'postmaster.pid',
])

/** Blocks. WAL may have 32 MB in all (max_wal_size is 16 MB), and always 16 MB more than it has. */
const WAL_SHARE = (32 << 20) / BLOCK_SIZE
const WAL_LEAST = (16 << 20) / BLOCK_SIZE
const KEEPER_SHARE = (2 << 20) / BLOCK_SIZE
/** Kept from large files, so that TRUNCATE and CREATE can make small ones when a table has filled the disk. */
const SMALL_FILES_SHARE = (2 << 20) / BLOCK_SIZE
/** Bytes. */
const SMALL_FILE = 128 << 10

/** Bytes: what is held back, and as much again for a cluster and its data. */
export const LEAST_LIMIT = 2 * (WAL_SHARE + KEEPER_SHARE + SMALL_FILES_SHARE) * BLOCK_SIZE

/** Inodes and names. */
const RESERVED_ENTRIES = 256
const KEEPER_ENTRIES = 32

/** The area of a new file. */
export function areaOf(parentArea: number, isInRoot: boolean, name: string): number {
  if (name === 'pg_control') return area.control
  return parentArea || (isInRoot && RESERVED.has(name)) ? area.reserved : area.ordinary
}

export class Reserve {
  constructor(
    private readonly tables: Tables,
    /** Whether nothing is held back: for the keeper, which recovers and checkpoints. */
    readonly isOpen: boolean,
  ) {}

  /** How many blocks must be left for others when this inode gets one. */
  blocks(inode: number): number {
    if (this.isOpen) return 0
    if (this.areaOfInode(inode)) return KEEPER_SHARE
    const { tables } = this
    const wal = Math.max(WAL_SHARE - tables.word(header.reserved), WAL_LEAST)
    const isSmall = tables.word(tables.inode(inode) + inodeField.size) < SMALL_FILE
    return KEEPER_SHARE + wal + tables.word(header.promised) + (isSmall ? 0 : SMALL_FILES_SHARE)
  }

  /** How many inodes, and how many names, must be left for others when a file in this area is made. */
  entries(inArea: number): number {
    if (this.isOpen) return 0
    return inArea ? KEEPER_ENTRIES : RESERVED_ENTRIES
  }

  areaOfInode(inode: number): number {
    return this.tables.word(this.tables.inode(inode) + inodeField.area)
  }
}
