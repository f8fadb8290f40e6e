/** What Emscripten's file system asks of open files. */
import type { EmscriptenModule, FSStream } from '../backend/emscripten.ts'
import type { FileStore } from './file-store.ts'
import { errno, FileError } from './layout.ts'
import { type Attributes, nodeOf, type StoreNode, setAttributes } from './store-node.ts'
import type { WrittenFiles } from './written-files.ts'

const SEEK_CURRENT = 1
const SEEK_END = 2
/** Also set by O_SYNC: each write is to be safe before it comes back (wal_sync_method = open_datasync). */
const O_DSYNC = 4096

export function streamOperations(module: EmscriptenModule, store: FileStore, written: WrittenFiles) {
  const inodeOf = (stream: FSStream) => nodeOf(stream).inode
  const note = (node: StoreNode) => {
    if (node.written) return
    written.add(module.FS.getPath(node))
    node.written = true
  }
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
    /** Of an open file: fchmod, ftruncate, posix_fallocate. */
    setattr(stream: FSStream, attributes: Attributes) {
      note(nodeOf(stream))
      setAttributes(store, nodeOf(stream), attributes)
    },
    read(stream: FSStream, buffer: Uint8Array, offset: number, length: number, position: number) {
      return store.read(inodeOf(stream), buffer, offset, length, position)
    },
    write(stream: FSStream, buffer: Uint8Array, offset: number, length: number, position: number) {
      note(nodeOf(stream))
      store.write(inodeOf(stream), buffer, offset, length, position)
      if (stream.flags & O_DSYNC) store.sync()
      return length
    },
    fsync() {
      store.sync()
      return 0
    },
    llseek(stream: FSStream, offset: number, whence: number) {
      const base =
        whence === SEEK_CURRENT ? stream.position : whence === SEEK_END ? store.size(inodeOf(stream)) : 0
      if (base + offset < 0) throw new FileError(errno.EINVAL)
      return base + offset
    },
    mmap(stream: FSStream, length: number, position: number) {
      const ptr = module.mmapAlloc(length)
      store.read(inodeOf(stream), module.HEAPU8, ptr, length, position)
      return { ptr, allocated: true }
    },
    msync(stream: FSStream, buffer: Uint8Array, offset: number, length: number) {
      store.write(inodeOf(stream), buffer, 0, length, offset)
      return 0
    },
  }
}
