/** What Emscripten's file system asks of names: look-up, creation, renaming, attributes. */
import type { EmscriptenFS } from '../backend/emscripten.ts'
import type { FileCalls } from './file-calls.ts'
import type { FileStore } from './file-store.ts'
import { BLOCK_SIZE, errno, FileError } from './layout.ts'
import { type Attributes, type MakeNode, type StoreNode, setAttributes } from './store-node.ts'
import type { WrittenFiles } from './written-files.ts'

const MODE_FILE = 0o100600
const MODE_FOLDER = 0o040700
/** The first file of a table: a number, without a fork's name or a segment's number. */
const TABLE_FILE = /^\d+$/

export function nodeOperations(
  FS: EmscriptenFS,
  store: FileStore,
  calls: FileCalls,
  written: WrittenFiles,
  makeNode: MakeNode,
) {
  const pathOf = (parent: StoreNode, name: string) => `${FS.getPath(parent)}/${name}`
  /** A node for something that is not there (any more), where that is no error; else null. */
  const vanished = (parent: StoreNode, name: string): StoreNode | null => {
    if (calls.listing) return makeNode(parent, name, 0, MODE_FILE)
    if (!calls.opening) return null
    const path = pathOf(parent, name)
    if (written.hasFolder(path)) return makeNode(parent, name, 0, MODE_FOLDER)
    return written.hasFile(path) ? makeNode(parent, name, store.createNameless(MODE_FILE)) : null
  }
  return {
    getattr({ inode }: StoreNode) {
      const time = new Date(store.modified(inode) * 1000)
      const size = store.isDirectory(inode) ? 4096 : store.size(inode)
      return {
        dev: 1,
        ino: inode,
        mode: store.mode(inode),
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        size,
        atime: time,
        mtime: time,
        ctime: time,
        blksize: BLOCK_SIZE,
        blocks: Math.ceil(size / 512),
      }
    },
    /** Of a path: chmod, utime, truncate. */
    setattr(node: StoreNode, attributes: Attributes) {
      setAttributes(store, node, attributes)
      // PostgreSQL truncates by path only what is left of a dropped table (storage/smgr/md.c, do_truncate).
      if (attributes.size === 0 && TABLE_FILE.test(node.name)) store.bury(node.inode)
    },
    lookup(parent: StoreNode, name: string) {
      const inode = store.lookup(parent.inode, name)
      const found = inode ? makeNode(parent, name, inode) : vanished(parent, name)
      if (!found) throw new FileError(errno.ENOENT)
      return found
    },
    mknod(parent: StoreNode, name: string, mode: number) {
      const inode = store.create(parent.inode, name, mode)
      written.add(pathOf(parent, name))
      return makeNode(parent, name, inode)
    },
    rename(node: StoreNode, folder: StoreNode, name: string) {
      store.rename((node.parent as StoreNode).inode, node.name, folder.inode, name)
      node.name = name
    },
    unlink(parent: StoreNode, name: string) {
      store.unlink(parent.inode, name)
      written.forget(pathOf(parent, name))
    },
    rmdir(parent: StoreNode, name: string) {
      store.removeDirectory(parent.inode, name)
    },
    readdir({ inode }: StoreNode) {
      return ['.', '..', ...store.list(inode)]
    },
  }
}
