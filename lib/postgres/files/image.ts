/**
 * A store's contents as one run of bytes: what the snapshot file holds. Little-endian, as WebAssembly's memory is. Buckets
 * are left out, since they are mostly empty.
 */
import {
  BLOCK_SIZE,
  BLOCK_WORDS_AT,
  BUCKETS,
  BUCKETS_AT,
  header,
  INODE_WORDS,
  INODES_AT,
  NAME_WORDS,
  NAMES_AT,
  nameField,
} from './layout.ts'
import { Names } from './names.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const HEADER_BYTES = 16

/** The used parts of the tables and all used blocks. */
export function dumpImage(store: Store): Uint8Array {
  const { inodes, names, blocks } = store.tables
  const parts = partsOf(store.tables, [inodes.end, names.end, blocks.end])
  const image = new Uint8Array(HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0))
  image.set(new Uint8Array(Int32Array.of(inodes.end, names.end, blocks.end).buffer))
  let at = HEADER_BYTES
  for (const part of parts) {
    image.set(part, at)
    at += part.length
  }
  return image
}

/** Fills a store that was just created. Throws RangeError when the image is cut or foreign, or too large for the store. */
export function fillFromImage(store: Store, image: Uint8Array): void {
  const { tables } = store
  const limit = tables.word(header.limit)
  const [inodes = 0, names = 0, blocks = 0] = new Int32Array(image.slice(0, HEADER_BYTES).buffer)
  if (blocks > limit) throw new RangeError(`the snapshot has ${blocks} blocks; the store's limit is ${limit}`)
  tables.grow(blocks * BLOCK_SIZE)
  const parts = partsOf(tables, [inodes, names, blocks])
  const length = HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0)
  if (Math.min(inodes, names, blocks) < 1 || length !== image.length)
    throw new RangeError(`the snapshot is damaged: ${image.length} bytes instead of ${length}`)
  let at = HEADER_BYTES
  for (const part of parts) {
    part.set(image.subarray(at, at + part.length))
    at += part.length
  }
  tables.meta[header.limit] = limit
  fillBuckets(tables)
}

/** Views on header and inodes, on names, on the words of blocks, and on the blocks themselves. */
function partsOf(tables: Tables, [inodes, names, blocks]: readonly [number, number, number]): Uint8Array[] {
  const words = (from: number, count: number) => tables.metaBytes.subarray(from * 4, (from + count) * 4)
  return [
    words(0, INODES_AT + inodes * INODE_WORDS),
    words(NAMES_AT, names * NAME_WORDS),
    words(BLOCK_WORDS_AT, blocks),
    tables.data.subarray(0, blocks * BLOCK_SIZE),
  ]
}

function fillBuckets(tables: Tables): void {
  tables.meta.fill(0, BUCKETS_AT, BUCKETS_AT + BUCKETS)
  const names = new Names(tables)
  const all = [...names.all()]
  for (const { number } of all) tables.meta[tables.name(number) + nameField.next] = 0
  for (const { number, parent, name, inode } of all)
    names.show(number, names.find(parent, name).pointer, inode)
}
