/** Fills a store for an image: blocks with equal bytes are stored once. */
import { BLOCK_SIZE } from './layout.ts'
import { MODE_FILE, type Store } from './store.ts'

export class ImageBuilder {
  /** Bytes of a block, each a character → its number. */
  private readonly known = new Map<string, number>()

  constructor(private readonly store: Store) {}

  putFile(path: string, bytes: Uint8Array): void {
    const { store } = this
    const slash = path.lastIndexOf('/')
    const inode = store.create(store.makePath(path.slice(0, slash)), path.slice(slash + 1), MODE_FILE | 0o600)
    for (let at = 0; at < bytes.length; at += BLOCK_SIZE)
      this.putBlock(inode, bytes.subarray(at, at + BLOCK_SIZE), at)
  }

  private putBlock(inode: number, bytes: Uint8Array, at: number): void {
    const { contents } = this.store
    const padded = new Uint8Array(BLOCK_SIZE)
    padded.set(bytes)
    const key = String.fromCharCode(...padded)
    const same = this.known.get(key)
    if (same) {
      contents.appendShared(inode, same, bytes.length)
      return
    }
    this.store.write(inode, bytes, 0, bytes.length, at)
    this.known.set(key, contents.blockAt(inode, at / BLOCK_SIZE))
  }
}
