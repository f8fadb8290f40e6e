/** What a server needs of the place where it runs: its files, and workers. Implemented by web.ts and node.ts. */
import type { BackendInit, BackendReport } from '../backend/messages.ts'
import type { StaticVariables } from '../patch/static-variables.ts'

/** What a server is started from. Made by `bin/prepare` out of the released package. */
export interface EngineFiles {
  /** The patched pglite.wasm. */
  module: WebAssembly.Module
  /** pglite.data. */
  data: SharedArrayBuffer
  /** The snapshot: an image of the file store. */
  image: Uint8Array
}

/** Written beside the files by `bin/prepare`. */
export interface EngineManifest {
  /** Version of @electric-sql/pglite. */
  version: string
  errnoAddress: number
  variables: StaticVariables
  files: Record<'module' | 'data' | 'image', EngineFile>
}

export interface EngineFile {
  /** Name with a hash of the contents, so that it may be cached for ever. */
  name: string
  bytes: number
  /** Sizes as they travel, for the progress shown while loading. */
  gzip: number
  brotli: number
}

export interface BackendWorker {
  post(init: BackendInit): void
  /** Ends the worker at once; settles when it is gone. */
  terminate(): Promise<void>
}

export interface Host {
  readonly manifest: EngineManifest
  /** Memories that are set aside for backends, the keeper's included. */
  readonly slots: number
  /** PostgreSQL's setting of that name. */
  readonly maxConnections: number
  /** PostgreSQL's setting shared_buffers: an ordered scan pins a buffer for each partition, in each session. */
  readonly sharedBuffers: string
  load(progress: (receivedBytes: number, totalBytes: number) => void): Promise<EngineFiles>
  /** `onReport` gets what the worker posts, and 'crashed' when it dies by itself. */
  spawn(onReport: (report: BackendReport) => void): BackendWorker
}
