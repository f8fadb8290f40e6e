/** Files of a store, in a few words. */
import { FileError, ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import { MODE_FILE, type Store } from '../../../lib/postgres/files/store.ts'

export const file = (store: Store, name: string, parent: number = ROOT_INODE) =>
  store.lookup(parent, name) || store.create(parent, name, MODE_FILE | 0o600)

export function read(store: Store, inode: number): Uint8Array {
  const bytes = new Uint8Array(store.size(inode))
  store.read(inode, bytes, 0, bytes.length, 0)
  return bytes
}

export const write = (store: Store, inode: number, bytes: Uint8Array, position = 0) =>
  store.write(inode, bytes, 0, bytes.length, position)

export const text = (words: string) => new TextEncoder().encode(words)

export function errnoOf(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error instanceof FileError ? error.errno : error
  }
}
