/** A store's contents as one run of bytes: what the snapshot file holds. Little-endian, as WebAssembly's memory is. */

import { MODE_FILE, type Store } from './store.ts'
import { BLOCK_SIZE, BUCKETS_AT, META_WORDS, NAME_WORDS, NAMES_AT } from './tables.ts'

const HEADER_BYTES = 12

/** Adds a file; blocks of zeros stay holes. */
export function putFile(store: Store, path: string, bytes: Uint8Array): void {
  const slash = path.lastIndexOf('/')
  const inode = store.create(store.makePath(path.slice(0, slash)), path.slice(slash + 1), MODE_FILE | 0o600)
  for (let at = 0; at < bytes.length; at += BLOCK_SIZE) {
    const block = bytes.subarray(at, at + BLOCK_SIZE)
    if (block.some((byte) => byte !== 0)) store.contents.write(inode, block, 0, block.length, at)
  }
  if (store.contents.size(inode) < bytes.length) store.contents.truncate(inode, bytes.length)
}

/** The used parts of the tables and all used blocks. */
export function dumpImage(store: Store): Uint8Array {
  const { metaBytes, data, usedNames, usedBlocks } = store.tables
  const parts = [
    metaBytes.subarray(0, (NAMES_AT + usedNames * NAME_WORDS) * 4),
    metaBytes.subarray(BUCKETS_AT * 4, META_WORDS * 4),
    data.subarray(0, usedBlocks * BLOCK_SIZE),
  ]
  const image = new Uint8Array(HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0))
  image.set(new Uint8Array(Int32Array.from(parts, (part) => part.length).buffer))
  let at = HEADER_BYTES
  for (const part of parts) {
    image.set(part, at)
    at += part.length
  }
  return image
}

/** Fills a store that was just created. Throws RangeError when the image is cut or foreign. */
export function fillFromImage(store: Store, image: Uint8Array): void {
  const lengths = [...new Int32Array(image.slice(0, HEADER_BYTES).buffer)]
  const [meta = -1, buckets = -1, blocks = -1] = lengths
  if (Math.min(meta, buckets, blocks) < 0 || HEADER_BYTES + meta + buckets + blocks !== image.length)
    throw new RangeError(`the snapshot is damaged: ${image.length} bytes, parts of ${lengths.join(', ')}`)
  store.tables.grow(blocks)
  const { metaBytes, data } = store.tables
  metaBytes.set(image.subarray(HEADER_BYTES, HEADER_BYTES + meta))
  metaBytes.set(image.subarray(HEADER_BYTES + meta, HEADER_BYTES + meta + buckets), BUCKETS_AT * 4)
  data.set(image.subarray(HEADER_BYTES + meta + buckets))
}
