/** Boots PGlite in this worker as one backend of a cluster: its memory, its files and its imports are ours. */
import { PGlite } from '@electric-sql/pglite'
import type { Filesystem } from '@electric-sql/pglite/basefs'
import type { FileStore } from '../files/file-store.ts'
import { StoreMount } from '../files/mount.ts'
import type { EmscriptenModule, EmscriptenOptions, ImportedFunctions } from './emscripten.ts'
import { imported } from './imports.ts'
import type { BackendInit } from './messages.ts'
import { startArguments } from './settings.ts'
import type { Region } from './shared-layout.ts'

const DATA_FOLDER = '/pglite/data'
const DATABASE = 'postgres'
/** Address of an mmap's result: the seventh argument of `_mmap_js` points to it. */
const MMAP_RESULT = 6

export interface BootHooks {
  store: FileStore
  guard: () => void
  /** Changes the imports before the module is instantiated. */
  wrap: (env: ImportedFunctions) => void
  instantiated: (instance: WebAssembly.Instance) => void
  /** Emscripten's module exists; it is complete when PostgreSQL starts. */
  created: (module: EmscriptenModule) => void
  /** PostgreSQL is about to start: the run lock is to be taken here. */
  beforeStart: () => void
  words: () => Int32Array
  /** A line of PostgreSQL's log. */
  log: (line: string) => void
}

export interface Booted {
  pglite: PGlite
  module: EmscriptenModule
  /** What was mapped during the boot. */
  mappings: Region[]
}

/** Knows no types of its own: nobody uses PGlite's query interface but the boot. */
class BackendPGlite extends PGlite {
  override async _initArrayTypes(): Promise<void> {}
}

export async function boot(init: BackendInit, hooks: BootHooks): Promise<Booted> {
  const mappings: Region[] = []
  const first = { fatal: null as string | null }
  // PGlite asserts the class by its name; so its files stay in shared memory instead of being copied.
  Object.defineProperty(init.data, 'constructor', { value: ArrayBuffer })
  const pglite = new BackendPGlite({
    fs: new ClusterFiles((options) => configure(options, init, hooks, mappings, first), hooks.beforeStart),
    // A session's database comes from its start-up packet.
    database: DATABASE,
    pgliteWasmModule: init.module,
    initdbWasmModule: init.module,
    fsBundle: { arrayBuffer: async () => init.data } as unknown as Blob,
    startParams: startArguments(init.maxConnections, init.sharedBuffers),
  })
  try {
    await pglite.waitReady
  } catch (error) {
    throw first.fatal ? new Error(first.fatal, { cause: error }) : error
  }
  return { pglite, module: pglite.Module as unknown as EmscriptenModule, mappings }
}

function configure(
  options: EmscriptenOptions,
  init: BackendInit,
  hooks: BootHooks,
  mappings: Region[],
  first: { fatal: string | null },
): EmscriptenOptions {
  const memory = init.memories[init.slot]
  if (!memory) throw new RangeError(`there is no backend slot ${init.slot}`)
  const files = new StoreMount(hooks.store, hooks.guard)
  return {
    ...options,
    wasmMemory: memory,
    printErr: (line) => {
      // Only the first is kept: a backend may log for days.
      if (line.includes('FATAL:') || line.includes('PANIC:')) first.fatal ??= line
      hooks.log(line)
    },
    getPreloadedPackage: () => init.data,
    preRun: [
      ...options.preRun,
      (module) => {
        // PGlite's environment says UTF8; a server has none, and the default is the encoding of the database.
        delete module.ENV.PGCLIENTENCODING
        hooks.created(module)
        files.mount(module, DATA_FOLDER)
      },
    ],
    instantiateWasm: (imports, done) => {
      recordMappings(imports.env, hooks.words, mappings)
      files.hook(imports.env)
      hooks.wrap(imports.env)
      WebAssembly.instantiate(init.module, imports as unknown as WebAssembly.Imports).then((instance) => {
        hooks.instantiated(instance)
        done(instance, init.module)
      })
      return {}
    },
  }
}

function recordMappings(env: ImportedFunctions, words: () => Int32Array, mappings: Region[]): void {
  const mmap = imported(env, '_mmap_js')
  env._mmap_js = (...args) => {
    const result = mmap(...args)
    mappings.push({ address: words()[(args[MMAP_RESULT] ?? 0) >> 2] ?? 0, size: args[0] ?? 0 })
    return result
  }
}

/** PGlite's doors to a file system: we use them to change the module's options and to wait for our turn. */
class ClusterFiles implements Filesystem {
  constructor(
    private readonly configure: (options: EmscriptenOptions) => EmscriptenOptions,
    private readonly beforeStart: () => void,
  ) {}

  async init(_pglite: PGlite, options: Parameters<Filesystem['init']>[1]) {
    const configured = this.configure(options as unknown as EmscriptenOptions)
    return { emscriptenOpts: configured as unknown as typeof options }
  }

  async initialSyncFs(): Promise<void> {
    this.beforeStart()
  }

  async syncToFs(): Promise<void> {}

  async closeFs(): Promise<void> {}

  async dumpTar(): Promise<File | Blob> {
    throw new Error('the files of a cluster are dumped by its store')
  }
}
