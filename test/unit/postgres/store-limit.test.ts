import { describe, expect, it } from 'vitest'
import { checkStore } from '../../../lib/postgres/files/check.ts'
import { BLOCK_SIZE, errno, ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import { LEAST_LIMIT } from '../../../lib/postgres/files/reserve.ts'
import { Store } from '../../../lib/postgres/files/store.ts'
import { errnoOf, file, read, write } from './files.ts'

const BLOCK = new Uint8Array(BLOCK_SIZE).fill(1)

/** Appends blocks until there is no space; answers how many there was space for. */
function fill(store: Store, inode: number): number {
  const before = store.size(inode) / BLOCK_SIZE
  while (errnoOf(() => write(store, inode, BLOCK, store.size(inode))) === undefined);
  return store.size(inode) / BLOCK_SIZE - before
}

describe('a store with a limit', () => {
  it('holds back space for WAL when data has taken the rest, and for the keeper when WAL has', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    const [data, wal] = [file(store, 'data'), file(store, '1', store.makePath('/pg_wal'))]
    const blocks = LEAST_LIMIT / BLOCK_SIZE
    expect(fill(store, data) / blocks).toBeCloseTo(0.5, 2)
    expect((fill(store, wal) * BLOCK_SIZE) / 2 ** 20).toBeCloseTo(32 + 2, 0)
    expect(fill(store, data)).toBe(0)
    expect(fill(store, file(store, 'small'))).toBe(0)
    const keeper = new Store(store.buffers, { isKeeper: true })
    expect((fill(keeper, wal) * BLOCK_SIZE) / 2 ** 20).toBeCloseTo(2, 0)
    expect(store.tables.blocks.left).toBe(0)
  })

  it('gives WAL more than its share while there is space, and always leaves it some', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    const [data, wal] = [file(store, 'data'), file(store, '1', store.makePath('/pg_wal'))]
    store.resize(wal, 40 << 20)
    fill(store, data)
    expect((fill(store, wal) * BLOCK_SIZE) / 2 ** 20).toBeCloseTo(16 + 2, 0)
  })

  it('has a place for every page that a file was extended by, on a full disk, too', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    const [early, late] = [file(store, 'early'), file(store, 'late')]
    store.resize(early, 100 * BLOCK_SIZE)
    write(store, late, BLOCK, 50 * BLOCK_SIZE)
    fill(store, file(store, 'data'))
    for (let n = 0; n < 100; n++) write(store, early, BLOCK, n * BLOCK_SIZE)
    for (let n = 0; n < 50; n++) write(store, late, BLOCK, n * BLOCK_SIZE)
    expect(read(store, late).every((byte) => byte === 1)).toBe(true)
  })

  it('lets a small file grow when a large one has filled the disk', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    fill(store, file(store, 'large'))
    expect(fill(store, file(store, 'small'))).toBe(16)
  })

  it('extends a file whole or not at all', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    const inode = file(store, 'a')
    write(store, inode, BLOCK)
    const used = store.tables.blocks.inUse
    expect(errnoOf(() => store.resize(inode, LEAST_LIMIT))).toBe(errno.ENOSPC)
    expect(store.size(inode)).toBe(BLOCK_SIZE)
    expect(store.tables.blocks.inUse).toBe(used)
  })

  it('uses freed blocks again before it takes new ones', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    const had = fill(store, file(store, 'a'))
    const top = store.tables.blocks.end
    store.unlink(ROOT_INODE, 'a')
    expect(fill(store, file(store, 'b'))).toBe(had)
    expect(store.tables.blocks.end).toBe(top)
    expect(checkStore(store)).toMatchObject({ leakedBlocks: 0, damaged: 0 })
  })

  it('holds back names for WAL', () => {
    const store = Store.create()
    const wal = store.makePath('/pg_wal')
    let made = 0
    while (errnoOf(() => file(store, `${++made}`)) === undefined);
    expect(made).toBeGreaterThan(60_000)
    expect(errnoOf(() => file(store, '000000010000000000000001', wal))).toBe(undefined)
  })

  it('refuses a limit that leaves no space', () => {
    expect(() => Store.create({ limit: 1 << 20 })).toThrow('a store of 1048576 bytes is not possible')
  })

  it('lets recovery make again what was dropped later, without the space that it had', () => {
    const store = Store.create({ limit: LEAST_LIMIT })
    fill(store, file(store, 'data'))
    const keeper = new Store(store.buffers, { isKeeper: true })
    const inode = file(keeper, 'dropped')
    write(keeper, inode, new Uint8Array(64 * BLOCK_SIZE), 1000 * BLOCK_SIZE)
    write(keeper, inode, BLOCK, 1000 * BLOCK_SIZE)
    expect([...keeper.contents.blocksOf(inode)].length).toBeLessThan(4)
    expect(
      read(keeper, inode)
        .subarray(-63 * BLOCK_SIZE)
        .every((byte) => byte === 0),
    ).toBe(true)
  })
})
