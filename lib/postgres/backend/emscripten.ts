/** The part of Emscripten's module that we use, typed. PGlite's own types leave most of it out. */

export interface FSNode {
  parent: FSNode
  name: string
  mode: number
}

export interface FSStream {
  node: FSNode
  /** As they were given to open(), in Emscripten's numbers. */
  flags: number
  position: number
  shared: { refcount?: number }
}

export interface EmscriptenFS {
  FSNode: new (parent: FSNode | null, name: string, mode: number, rdev: number) => FSNode
  ErrnoError: new (errno: number) => Error
  hashAddNode: (node: FSNode) => void
  getPath(node: FSNode): string
  mkdirTree(path: string): void
  mount(type: { mount(): FSNode }, options: object, path: string): void
}

export interface EmscriptenModule {
  FS: EmscriptenFS
  HEAPU8: Uint8Array
  mmapAlloc(length: number): number
  addFunction(run: (pointer: number, length: number) => number, signature: string): number
  ENV: Record<string, string>
  _pgl_startPGlite(): void
  _pgl_set_rw_cbs(read: number, write: number): void
  _pgl_set_popen_fn(run: number): void
  _pgl_setPGliteActive(active: 0 | 1): void
  _pgl_getMyProcPort(): number
  _pgl_sendConnData(): void
  _pgl_pq_flush(): void
  _pgl_run_atexit_funcs(): void
  _ProcessStartupPacket(port: number, sslDone: 0 | 1, gssDone: 0 | 1): number
  _PostgresMainLoopOnce(): void
  _PostgresMainLongJmp(): void
  _PostgresSendReadyForQueryIfNecessary(): void
  stackSave(): number
  stackRestore(pointer: number): void
}

/** The options that PGlite hands to a file system's init, as far as we change them. */
export interface EmscriptenOptions {
  wasmMemory: WebAssembly.Memory
  printErr: (text: string) => void
  preRun: ((module: EmscriptenModule) => void)[]
  instantiateWasm: (
    imports: { env: ImportedFunctions },
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object
  getPreloadedPackage: (name: string, size: number) => ArrayBufferLike
}

/** Imports of the module: numbers in, a number (or nothing) out. */
export type ImportedFunctions = Record<string, (...args: number[]) => number>

/** The status of an exit, which Emscripten throws; null for anything else that is thrown. */
export function exitStatus(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' ? status : null
}
