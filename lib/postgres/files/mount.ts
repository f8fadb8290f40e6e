/**
 * Shows the shared store to Emscripten as a file system of its own type. PGlite's own adapter is not usable here: it drops
 * open flags and hands write() the whole buffer. Names are never cached, since other workers change them.
 */
import type { EmscriptenFS, EmscriptenModule, ImportedFunctions } from '../backend/emscripten.ts'
import { FileCalls } from './file-calls.ts'
import type { FileStore } from './file-store.ts'
import { FileError } from './layout.ts'
import { nodeOperations } from './node-operations.ts'
import type { MakeNode } from './store-node.ts'
import { streamOperations } from './stream-operations.ts'
import { WrittenFiles } from './written-files.ts'

type Operations = Record<string, (...args: never[]) => unknown>

export class StoreMount {
  private readonly calls = new FileCalls()
  private readonly written = new WrittenFiles()

  /** `guard` runs before each operation (it parks a backend whose cluster is dead). */
  constructor(
    private readonly store: FileStore,
    private readonly guard: () => void,
  ) {}

  /** Wraps the module's imports; to be called before it is instantiated. */
  hook(env: ImportedFunctions): void {
    this.calls.hook(env, () => {
      this.guard()
      this.store.sync()
    })
  }

  /** Mounts the store at `path`. */
  mount(module: EmscriptenModule, path: string): void {
    const { FS } = module
    const { store, calls, written } = this
    const addToCache = FS.hashAddNode
    FS.hashAddNode = (node) => {
      if (!('inode' in node)) addToCache(node)
    }
    const makeNode: MakeNode = (parent, name, inode, mode = store.mode(inode)) =>
      Object.assign(new FS.FSNode(parent, name, mode, 0), { inode, written: false, node_ops, stream_ops })
    const node_ops = this.guarded(FS, nodeOperations(FS, store, calls, written, makeNode))
    const stream_ops = this.guarded(FS, streamOperations(module, store, written))
    FS.mkdirTree(path)
    FS.mount({ mount: () => makeNode(null, '/', store.root) }, {}, path)
  }

  /** Our errors become Emscripten's, which it turns into C's errno. */
  private guarded<T extends Operations>(FS: EmscriptenFS, operations: T): T {
    const guard = (run: (...args: never[]) => unknown) => {
      return (...args: never[]) => {
        this.guard()
        try {
          return run(...args)
        } catch (error) {
          throw error instanceof FileError ? new FS.ErrnoError(error.errno) : error
        }
      }
    }
    return Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, guard(run)])) as T
  }
}
