/** A worker may be ended between any two of its stores to shared memory: nothing is damaged, all that leaked comes back. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkStore } from '../../../lib/postgres/files/check.ts'
import { dumpImage, fillFromImage } from '../../../lib/postgres/files/image.ts'
import { ImageBuilder } from '../../../lib/postgres/files/image-builder.ts'
import { BLOCK_SIZE, ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import { Store } from '../../../lib/postgres/files/store.ts'
import { apply, applyToModel, applyToStore, type Model, operation } from './file-operations.ts'
import { file, read } from './files.ts'

class Ended extends Error {}

/** A store of the same buffers that ends after `stores` stores to them. */
function endingAfter(buffers: Store['buffers'], stores: number): Store {
  const store = new Store(buffers)
  let left = stores
  const count = () => {
    if (left-- === 0) throw new Ended()
  }
  const watched = <View extends Int32Array | Uint8Array>(view: View): View =>
    new Proxy(view, {
      set(target, index, value) {
        count()
        return Reflect.set(target, index, value)
      },
      get(target, key) {
        const value = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        const changes = key === 'set' || key === 'fill' || key === 'copyWithin'
        return (...args: unknown[]) => {
          if (changes) count()
          return Reflect.apply(value, target, args)
        }
      },
    })
  const { meta, metaBytes, data, dataWords } = store.tables
  Object.assign(store.tables, {
    meta: watched(meta),
    metaBytes: watched(metaBytes),
    data: watched(data),
    dataWords: watched(dataWords),
  })
  return store
}

function copyOf(image: Uint8Array): Store {
  const store = Store.create()
  fillFromImage(store, image)
  return store
}

const contents = (store: Store): Model =>
  new Map(store.list(ROOT_INODE).map((name) => [name, read(store, file(store, name))]))

const sameFiles = (one: Model, other: Model) =>
  one.size === other.size && [...one].every(([name, bytes]) => isSame(bytes, other.get(name)))

const isSame = (one: Uint8Array, other: Uint8Array | undefined) =>
  other !== undefined && Buffer.compare(one, other) === 0

/** Every byte is the old or the new one; and so are the lengths. */
function isBetween(seen: Uint8Array | undefined, old: Uint8Array | undefined, now: Uint8Array | undefined) {
  if (!seen) return !old || !now
  if (isSame(seen, old) || isSame(seen, now)) return true
  const lengths = [old?.length ?? 0, now?.length ?? 0]
  const least = Math.min(...lengths)
  return (
    seen.length >= least &&
    seen.length <= Math.max(...lengths) &&
    seen.every((byte, at) => byte === (old?.[at] ?? 0) || byte === (now?.[at] ?? 0))
  )
}

it('leaves every file old or new, wherever it was ended', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 6 }), operation, operation, (before, op, after) => {
      const store = Store.create()
      const builder = new ImageBuilder(store)
      const model: Model = new Map()
      // Two files whose blocks are the same.
      for (const name of ['b', 'c']) {
        const bytes = new Uint8Array(3 * BLOCK_SIZE - 10).fill(9)
        builder.putFile(`/${name}`, bytes)
        model.set(name, bytes)
      }
      for (const one of before) apply(one, store, model)
      if (op.kind !== 'write' && !model.has(op.name)) return
      const now: Model = new Map(model)
      applyToModel(op, now)
      const image = dumpImage(store)
      for (let stores = 0, ended = true; ended; stores++) {
        const copy = copyOf(image)
        ended = false
        try {
          applyToStore(op, endingAfter(copy.buffers, stores))
        } catch (error) {
          if (!(error instanceof Ended)) throw error
          ended = true
        }
        expect(checkStore(copy).damaged).toBe(0)
        const names = copy.list(ROOT_INODE)
        expect(new Set(names.map((name) => copy.lookup(ROOT_INODE, name))).size).toBe(names.length)
        const seen = contents(copy)
        for (const name of ['a', 'b', 'c'])
          expect(isBetween(seen.get(name), model.get(name), now.get(name)), `${name} after ${stores}`).toBe(
            true,
          )
        if (!ended) expect(sameFiles(seen, now)).toBe(true)
        // What was left behind does not show later, and nothing is missing.
        if (after.kind === 'write' || seen.has(after.name)) apply(after, copy, seen)
        expect(sameFiles(contents(copy), seen)).toBe(true)
        for (const name of copy.list(ROOT_INODE)) copy.unlink(ROOT_INODE, name)
        expect(copy.tables.blocks.inUse).toBe(0)
        expect(copy.tables.inodes.inUse).toBe(1)
        expect(copy.tables.names.inUse).toBe(0)
      }
    }),
    { numRuns: 12 },
  )
}, 300_000)
