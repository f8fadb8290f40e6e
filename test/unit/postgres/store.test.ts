import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkStore } from '../../../lib/postgres/files/check.ts'
import { dumpImage, fillFromImage } from '../../../lib/postgres/files/image.ts'
import { ImageBuilder } from '../../../lib/postgres/files/image-builder.ts'
import { BLOCK_SIZE, MAX_NAME_LENGTH, ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import { MODE_FILE, Store } from '../../../lib/postgres/files/store.ts'
import { apply, type Model, operation } from './file-operations.ts'
import { errnoOf, file, read, text, write } from './files.ts'

describe('the file store', () => {
  it('reads what was written; holes are zeros', () => {
    const store = Store.create()
    const inode = file(store, 'a')
    write(store, inode, text('end'), 3 * BLOCK_SIZE + 5)
    const bytes = read(store, inode)
    expect(bytes.length).toBe(3 * BLOCK_SIZE + 8)
    expect(bytes.subarray(0, 3 * BLOCK_SIZE + 5).every((byte) => byte === 0)).toBe(true)
    expect(new TextDecoder().decode(bytes.subarray(-3))).toBe('end')
  })

  it('reaches every kind of block: direct, indexed, doubly indexed', () => {
    const store = Store.create()
    const inode = file(store, 'big')
    for (const block of [0, 7, 8, 2055, 2056, 5000])
      write(store, inode, text(`block ${block}`), block * BLOCK_SIZE)
    for (const block of [0, 7, 8, 2055, 2056, 5000]) {
      const bytes = new Uint8Array(`block ${block}`.length)
      store.contents.read(inode, bytes, 0, bytes.length, block * BLOCK_SIZE)
      expect(new TextDecoder().decode(bytes)).toBe(`block ${block}`)
    }
    store.unlink(ROOT_INODE, 'big')
    expect(checkStore(store)).toEqual({ files: 1, leakedBlocks: 0, damaged: 0 })
  })

  it('keeps an unlinked file while it is open', () => {
    const store = Store.create()
    const inode = file(store, 'a')
    write(store, inode, text('still here'))
    store.opened(inode)
    store.unlink(ROOT_INODE, 'a')
    expect(store.lookup(ROOT_INODE, 'a')).toBe(0)
    expect(new TextDecoder().decode(read(store, inode))).toBe('still here')
    store.closed(inode)
    expect(file(store, 'b')).toBe(inode)
  })

  it('keeps its root whoever opens and closes it', () => {
    const store = Store.create()
    file(store, 'a')
    store.opened(ROOT_INODE)
    store.closed(ROOT_INODE)
    expect(store.isDirectory(ROOT_INODE)).toBe(true)
    expect(store.list(ROOT_INODE)).toEqual(['a'])
  })

  it('replaces by rename', () => {
    const store = Store.create()
    write(store, file(store, 'old'), text('old'))
    write(store, file(store, 'new'), text('new'))
    store.rename(ROOT_INODE, 'new', ROOT_INODE, 'old')
    expect(new TextDecoder().decode(read(store, store.lookup(ROOT_INODE, 'old')))).toBe('new')
    expect(store.list(ROOT_INODE)).toEqual(['old'])
  })

  it('has no stale bytes when a file that was cut grows again', () => {
    const store = Store.create()
    const inode = file(store, 'a')
    write(store, inode, new Uint8Array(3 * BLOCK_SIZE).fill(7))
    store.resize(inode, BLOCK_SIZE + 10)
    write(store, inode, text('end'), 2 * BLOCK_SIZE)
    store.resize(inode, 4 * BLOCK_SIZE)
    const bytes = read(store, inode)
    expect(bytes.subarray(0, BLOCK_SIZE + 10).every((byte) => byte === 7)).toBe(true)
    expect(bytes.subarray(BLOCK_SIZE + 10, 2 * BLOCK_SIZE).every((byte) => byte === 0)).toBe(true)
    expect(bytes.subarray(2 * BLOCK_SIZE + 3).every((byte) => byte === 0)).toBe(true)
  })

  it('closes what a backend leaves open', () => {
    const store = Store.create()
    const backend = new Store(store.buffers)
    const inode = file(store, 'a')
    write(store, inode, text('big'))
    for (const opener of [backend, backend, store]) opener.opened(inode)
    store.unlink(ROOT_INODE, 'a')
    backend.closeAll()
    expect(store.mode(inode)).not.toBe(0)
    store.closed(inode)
    expect(store.mode(inode)).toBe(0)
    expect(checkStore(store)).toEqual({ files: 1, leakedBlocks: 0, damaged: 0 })
  })

  it('fails with the numbers that C knows', () => {
    const store = Store.create()
    store.makePath('/a/b')
    expect(errnoOf(() => store.unlink(ROOT_INODE, 'none'))).toBe(44)
    expect(errnoOf(() => store.removeDirectory(ROOT_INODE, 'a'))).toBe(55)
    expect(errnoOf(() => file(store, 'x'.repeat(MAX_NAME_LENGTH + 1)))).toBe(37)
  })

  it('comes back whole from its image, and a damaged image is refused', () => {
    const store = Store.create()
    const builder = new ImageBuilder(store)
    builder.putFile('/base/1/112', text('hello'))
    builder.putFile('/base/1/zeros', new Uint8Array(2 * BLOCK_SIZE + 1))
    const image = dumpImage(store)
    const copy = Store.create()
    fillFromImage(copy, image)
    const folder = copy.makePath('/base/1')
    expect(new TextDecoder().decode(read(copy, copy.lookup(folder, '112')))).toBe('hello')
    expect(read(copy, copy.lookup(folder, 'zeros'))).toEqual(new Uint8Array(2 * BLOCK_SIZE + 1))
    expect(checkStore(copy)).toEqual({ files: 5, leakedBlocks: 0, damaged: 0 })
    expect(() => fillFromImage(Store.create(), image.subarray(0, image.length - 1))).toThrow(
      /the snapshot is damaged/,
    )
  })

  it('takes back what a worker leaked that was ended in the middle', () => {
    const store = Store.create()
    write(store, file(store, 'kept'), text('kept'))
    store.tables.takeBlock(false, 0)
    store.tables.takeInode(MODE_FILE, 0)
    expect(checkStore(store)).toEqual({ files: 2, leakedBlocks: 1, damaged: 0 })
    expect(checkStore(store)).toEqual({ files: 2, leakedBlocks: 0, damaged: 0 })
    expect(new TextDecoder().decode(read(store, store.lookup(ROOT_INODE, 'kept')))).toBe('kept')
  })

  it('sees a block that two files have although it is counted once', () => {
    const store = Store.create()
    const builder = new ImageBuilder(store)
    builder.putFile('/a', text('same'))
    builder.putFile('/b', text('same'))
    expect(checkStore(store)).toMatchObject({ damaged: 0 })
    store.tables.dropBlock(store.contents.blockAt(store.lookup(ROOT_INODE, 'a'), 0))
    expect(checkStore(store)).toMatchObject({ damaged: 1 })
  })

  it('stores equal blocks once, and gives whoever writes to one a copy', () => {
    const store = Store.create()
    const builder = new ImageBuilder(store)
    const used = store.tables.blocks.inUse
    for (const name of ['a', 'b', 'c']) builder.putFile(`/${name}`, new Uint8Array(2 * BLOCK_SIZE).fill(7))
    expect(store.tables.blocks.inUse - used).toBe(1)
    const [a, b, c] = ['a', 'b', 'c'].map((name) => file(store, name)) as [number, number, number]
    write(store, a, text('mine'), 5)
    store.resize(b, BLOCK_SIZE + 1)
    store.unlink(ROOT_INODE, 'b')
    expect(read(store, c)).toEqual(new Uint8Array(2 * BLOCK_SIZE).fill(7))
    expect(new TextDecoder().decode(read(store, a).subarray(5, 9))).toBe('mine')
    expect(checkStore(store)).toEqual({ files: 3, leakedBlocks: 0, damaged: 0 })
    for (const name of ['a', 'c']) store.unlink(ROOT_INODE, name)
    expect(store.tables.blocks.inUse).toBe(used)
  })

  it('behaves as a simple model does, for any sequence of operations', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        const store = Store.create()
        const model: Model = new Map()
        for (const op of operations) apply(op, store, model)
        expect(store.list(ROOT_INODE).sort()).toEqual([...model.keys()].sort())
        for (const [key, bytes] of model)
          expect(Buffer.compare(read(store, store.lookup(ROOT_INODE, key)), bytes)).toBe(0)
        expect(checkStore(store)).toMatchObject({ leakedBlocks: 0, damaged: 0 })
      }),
      { numRuns: 60 },
    )
  })
})
