/** What a kernel needs of the place where it is started: a worker. Implemented by web.ts and node.ts. */
import type { HostMessage, KernelInit, KernelReport, TravelSize } from '../shared/messages.ts'

/** Written by `bin/prepare`. Names are those of files in public/pyodide. */
export interface PythonManifest {
  /** Folder of Pyodide's own files, which keep their names; with a slash at the end. */
  pyodide: string
  /** The worker's script. */
  kernel: string
  /** Our Python files, packed. */
  modules: string
  /** Pyodide's index of packages that can be loaded: none, since none are served. JSON. */
  packageIndex: string
  /** Of Pyodide's large files, by name. */
  sizes: Record<string, TravelSize>
}

export interface KernelWorker {
  post(message: HostMessage): void
  /** Ends the worker at once; settles when it is gone. */
  terminate(): Promise<void>
}

/** `onReport` gets what the worker posts, and an 'ended' when it dies by itself. */
export type SpawnKernel = (init: KernelInit, onReport: (report: KernelReport) => void) => KernelWorker
