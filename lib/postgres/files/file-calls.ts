/**
 * What of C's file calls Emscripten's file system does not pass on: fdatasync, which it answers by itself, and which call
 * a look-up belongs to.
 */
import type { ImportedFunctions } from '../backend/emscripten.ts'
import { imported } from '../backend/imports.ts'

const O_ACCESS = 3
const O_RDWR = 2
const O_CREAT = 64
const O_DIRECTORY = 65536

export class FileCalls {
  /** Whether a directory is being read: a name that another session has unlinked meanwhile is no error. */
  listing = false
  /** Whether a file that must be there is being opened for reading and writing, as PostgreSQL does before it syncs one. */
  opening = false

  /** Wraps the imports before the module is instantiated. `sync` runs after each fdatasync. */
  hook(env: ImportedFunctions, sync: () => void): void {
    const list = imported(env, '__syscall_getdents64')
    const open = imported(env, '__syscall_openat')
    const syncData = imported(env, '__syscall_fdatasync')
    env.__syscall_getdents64 = (...args) => {
      this.listing = true
      try {
        return list(...args)
      } finally {
        this.listing = false
      }
    }
    env.__syscall_openat = (directory = 0, path = 0, flags = 0, ...rest) => {
      this.opening = (flags & O_ACCESS) === O_RDWR && (flags & (O_CREAT | O_DIRECTORY)) === 0
      try {
        return open(directory, path, flags, ...rest)
      } finally {
        this.opening = false
      }
    }
    env.__syscall_fdatasync = (file = 0) => {
      const result = syncData(file)
      if (result === 0) sync()
      return result
    }
  }
}
