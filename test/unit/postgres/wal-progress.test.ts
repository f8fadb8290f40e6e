import { describe, expect, it } from 'vitest'
import { ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import { MODE_FILE, Store } from '../../../lib/postgres/files/store.ts'
import { walBytes, walSinceCheckpoint } from '../../../lib/postgres/files/wal-progress.ts'
import { file, write } from './files.ts'

/** Ends a checkpoint that began at `redo`, as PostgreSQL writes it into pg_control. */
function checkpoint(store: Store, redo: number): void {
  const bytes = new Uint8Array(8192)
  new DataView(bytes.buffer).setBigUint64(40, BigInt(redo), true)
  write(store, file(store, 'pg_control', store.makePath('/global')), bytes)
}

function clusterOf() {
  const store = Store.create()
  const wal = store.makePath('/pg_wal')
  const segment = store.create(wal, '00000001000000010000000A', MODE_FILE)
  /** LSN of the segment's first byte. */
  const start = 2 ** 32 + 10 * 2 ** 20
  return { store, wal, segment, start }
}

describe('the progress of the WAL', () => {
  it('is counted by pages from the redo position, and ignores what is prepared', () => {
    const { store, wal, segment, start } = clusterOf()
    checkpoint(store, start + 100)
    write(store, segment, new Uint8Array(8192))
    write(store, segment, new Uint8Array(8192))
    write(store, segment, new Uint8Array(3 * 8192), 8192)
    expect(walSinceCheckpoint(store.tables)).toBe(4 * 8192)
    const next = store.create(wal, 'xlogtemp.7', MODE_FILE)
    write(store, next, new Uint8Array(1 << 20))
    store.rename(wal, 'xlogtemp.7', wal, '00000001000000010000000B')
    expect(walSinceCheckpoint(store.tables)).toBe(4 * 8192)
    write(store, next, new Uint8Array(8192))
    expect(walSinceCheckpoint(store.tables)).toBe((1 << 20) + 8192)
    expect(walBytes(store.tables)).toBeGreaterThan(1 << 20)
    checkpoint(store, start + (1 << 20) + 10)
    expect(walSinceCheckpoint(store.tables)).toBe(8192)
  })

  it('follows a segment that is used again under another name', () => {
    const { store, wal, segment, start } = clusterOf()
    checkpoint(store, start)
    store.rename(wal, '00000001000000010000000A', wal, '00000001000000010000000C')
    write(store, segment, new Uint8Array(8192))
    expect(walSinceCheckpoint(store.tables)).toBe((2 << 20) + 8192)
  })

  it('takes away what is left of a dropped table when a later checkpoint has ended, not before', () => {
    const { store, segment, start } = clusterOf()
    const folder = store.makePath('/base/5')
    checkpoint(store, start)
    const dropped = file(store, '16400', folder)
    write(store, segment, new Uint8Array(8192))
    store.bury(dropped)
    checkpoint(store, start + 8191)
    expect(store.lookup(folder, '16400')).toBe(dropped)
    checkpoint(store, start + 8192)
    expect(store.lookup(folder, '16400')).toBe(0)
    expect(store.list(ROOT_INODE)).toContain('base')
  })

  it('keeps a file that is written to again', () => {
    const { store, start } = clusterOf()
    const folder = store.makePath('/base/5')
    const inode = file(store, '16400', folder)
    store.bury(inode)
    write(store, inode, new Uint8Array(1))
    store.resize(inode, 0)
    checkpoint(store, start)
    expect(store.lookup(folder, '16400')).toBe(inode)
  })
})
