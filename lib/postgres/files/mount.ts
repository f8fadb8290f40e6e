/**
 * Shows the shared store to Emscripten as a file system of its own type. PGlite's own adapter is not usable here: it drops
 * open flags and hands write() the whole buffer. Names are never cached, since other workers change them.
 */
import type { EmscriptenFS, EmscriptenModule, FSNode, FSStream } from '../backend/emscripten.ts'
import type { Store } from './store.ts'
import { BLOCK_SIZE, errno, FileError, ROOT_INODE } from './tables.ts'

const SEEK_CURRENT = 1
const SEEK_END = 2

/** A node of ours carries its inode. */
interface StoreNode extends FSNode {
  inode: number
}

type NodeOperations = Record<string, (...args: never[]) => unknown>

/** Mounts the store at `path`. `guard` runs before each operation (it parks a backend whose cluster is dead). */
export function mountStore(module: EmscriptenModule, path: string, store: Store, guard: () => void): void {
  const { FS } = module
  const addToCache = FS.hashAddNode
  FS.hashAddNode = (node) => {
    if (!('inode' in node)) addToCache(node)
  }
  const guarded = <T extends NodeOperations>(operations: T): T =>
    Object.fromEntries(
      Object.entries(operations).map(([name, run]) => [name, guardOperation(FS, guard, run)]),
    ) as T
  const node = (parent: FSNode | null, name: string, inode: number): StoreNode =>
    Object.assign(new FS.FSNode(parent, name, store.mode(inode), 0), { inode, node_ops, stream_ops })
  const node_ops = guarded(nodeOperations(FS, store, node))
  const stream_ops = guarded(streamOperations(module, store))
  FS.mkdirTree(path)
  FS.mount({ mount: () => node(null, '/', ROOT_INODE) }, {}, path)
}

/** Our errors become Emscripten's, which it turns into C's errno. */
function guardOperation(FS: EmscriptenFS, guard: () => void, run: (...args: never[]) => unknown) {
  return (...args: never[]) => {
    guard()
    try {
      return run(...args)
    } catch (error) {
      throw error instanceof FileError ? new FS.ErrnoError(error.errno) : error
    }
  }
}

function nodeOperations(
  FS: EmscriptenFS,
  store: Store,
  makeNode: (parent: FSNode | null, name: string, inode: number) => StoreNode,
) {
  return {
    getattr({ inode }: StoreNode) {
      const time = new Date(store.modified(inode) * 1000)
      const size = store.isDirectory(inode) ? 4096 : store.contents.size(inode)
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
    setattr(node: StoreNode, attributes: { mode?: number; size?: number; mtime?: Date | number }) {
      if (attributes.mode !== undefined) {
        node.mode = attributes.mode
        store.setAttributes(node.inode, { mode: attributes.mode })
      }
      if (attributes.size !== undefined) store.contents.truncate(node.inode, attributes.size)
      if (attributes.mtime !== undefined)
        store.setAttributes(node.inode, { modified: Number(attributes.mtime) / 1000 })
    },
    lookup(parent: StoreNode, name: string) {
      const inode = store.lookup(parent.inode, name)
      if (!inode) throw new FS.ErrnoError(errno.ENOENT)
      return makeNode(parent, name, inode)
    },
    mknod(parent: StoreNode, name: string, mode: number) {
      return makeNode(parent, name, store.create(parent.inode, name, mode))
    },
    rename(node: StoreNode, directory: StoreNode, name: string) {
      store.rename((node.parent as StoreNode).inode, node.name, directory.inode, name)
      node.name = name
    },
    unlink(parent: StoreNode, name: string) {
      store.unlink(parent.inode, name)
    },
    rmdir(parent: StoreNode, name: string) {
      store.removeDirectory(parent.inode, name)
    },
    readdir({ inode }: StoreNode) {
      return ['.', '..', ...store.list(inode)]
    },
  }
}

function streamOperations(module: EmscriptenModule, store: Store) {
  const inodeOf = (stream: FSStream) => (stream.node as StoreNode).inode
  return {
    open(stream: FSStream) {
      store.opened(inodeOf(stream))
      stream.shared.refcount = 1
    },
    dup(stream: FSStream) {
      stream.shared.refcount = (stream.shared.refcount ?? 0) + 1
    },
    close(stream: FSStream) {
      stream.shared.refcount = (stream.shared.refcount ?? 1) - 1
      if (stream.shared.refcount === 0) store.closed(inodeOf(stream))
    },
    read(stream: FSStream, buffer: Uint8Array, offset: number, length: number, position: number) {
      return store.contents.read(inodeOf(stream), buffer, offset, length, position)
    },
    write(stream: FSStream, buffer: Uint8Array, offset: number, length: number, position: number) {
      return store.contents.write(inodeOf(stream), buffer, offset, length, position)
    },
    llseek(stream: FSStream, offset: number, whence: number) {
      const base =
        whence === SEEK_CURRENT
          ? stream.position
          : whence === SEEK_END
            ? store.contents.size(inodeOf(stream))
            : 0
      if (base + offset < 0) throw new FileError(errno.EINVAL)
      return base + offset
    },
    mmap(stream: FSStream, length: number, position: number) {
      const ptr = module.mmapAlloc(length)
      store.contents.read(inodeOf(stream), module.HEAPU8, ptr, length, position)
      return { ptr, allocated: true }
    },
    msync(stream: FSStream, buffer: Uint8Array, offset: number, length: number) {
      store.contents.write(inodeOf(stream), buffer, 0, length, offset)
      return 0
    },
  }
}
