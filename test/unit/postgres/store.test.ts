import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkStore } from '../../../lib/postgres/files/check.ts'
import { dumpImage, fillFromImage, putFile } from '../../../lib/postgres/files/image.ts'
import { MODE_FILE, Store } from '../../../lib/postgres/files/store.ts'
import { BLOCK_SIZE, FileError, MAX_NAME_LENGTH, ROOT_INODE } from '../../../lib/postgres/files/tables.ts'

const file = (store: Store, name: string, parent: number = ROOT_INODE) =>
  store.lookup(parent, name) || store.create(parent, name, MODE_FILE | 0o600)
const read = (store: Store, inode: number) => {
  const bytes = new Uint8Array(store.contents.size(inode))
  store.contents.read(inode, bytes, 0, bytes.length, 0)
  return bytes
}
const write = (store: Store, inode: number, bytes: Uint8Array, position = 0) =>
  store.contents.write(inode, bytes, 0, bytes.length, position)
const text = (words: string) => new TextEncoder().encode(words)

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

  it('fails with the numbers that C knows', () => {
    const store = Store.create()
    store.makePath('/a/b')
    const errnoOf = (run: () => void) => {
      try {
        run()
      } catch (error) {
        return error instanceof FileError ? error.errno : error
      }
    }
    expect(errnoOf(() => store.unlink(ROOT_INODE, 'none'))).toBe(44)
    expect(errnoOf(() => store.removeDirectory(ROOT_INODE, 'a'))).toBe(55)
    expect(errnoOf(() => file(store, 'x'.repeat(MAX_NAME_LENGTH + 1)))).toBe(37)
  })

  it('comes back whole from its image, and a damaged image is refused', () => {
    const store = Store.create()
    putFile(store, '/base/1/112', text('hello'))
    putFile(store, '/base/1/zeros', new Uint8Array(2 * BLOCK_SIZE + 1))
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
    store.tables.takeBlock(false)
    store.tables.takeInode(MODE_FILE)
    expect(checkStore(store)).toEqual({ files: 2, leakedBlocks: 1, damaged: 0 })
    expect(checkStore(store)).toEqual({ files: 2, leakedBlocks: 0, damaged: 0 })
    expect(new TextDecoder().decode(read(store, store.lookup(ROOT_INODE, 'kept')))).toBe('kept')
  })

  it('behaves as a simple model does, for any sequence of operations', () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const operation = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        name,
        at: fc.nat({ max: 100_000 }),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 20_000 }),
      }),
      fc.record({ kind: fc.constant('truncate' as const), name, length: fc.nat({ max: 100_000 }) }),
      fc.record({ kind: fc.constant('unlink' as const), name }),
      fc.record({ kind: fc.constant('rename' as const), name, to: name }),
    )
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        const store = Store.create()
        const model = new Map<string, Uint8Array>()
        const resized = (old: Uint8Array | undefined, length: number) => {
          const bytes = new Uint8Array(length)
          bytes.set((old ?? new Uint8Array()).subarray(0, length))
          return bytes
        }
        for (const op of operations) {
          const old = model.get(op.name)
          if (op.kind === 'write') {
            write(store, file(store, op.name), op.bytes, op.at)
            const bytes = resized(old, Math.max(old?.length ?? 0, op.at + op.bytes.length))
            bytes.set(op.bytes, op.at)
            model.set(op.name, bytes)
          } else if (!old) continue
          else if (op.kind === 'truncate') {
            store.contents.truncate(file(store, op.name), op.length)
            model.set(op.name, resized(old, op.length))
          } else if (op.kind === 'unlink') {
            store.unlink(ROOT_INODE, op.name)
            model.delete(op.name)
          } else {
            store.rename(ROOT_INODE, op.name, ROOT_INODE, op.to)
            model.delete(op.name)
            model.set(op.to, old)
          }
        }
        expect(store.list(ROOT_INODE).sort()).toEqual([...model.keys()].sort())
        for (const [key, bytes] of model)
          expect(Buffer.compare(read(store, store.lookup(ROOT_INODE, key)), bytes)).toBe(0)
        expect(checkStore(store)).toMatchObject({ leakedBlocks: 0, damaged: 0 })
      }),
      { numRuns: 60 },
    )
  })
})
