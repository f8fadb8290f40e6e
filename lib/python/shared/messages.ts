/** What travels between a page (or a process) and the worker in which its Python runs. */
import type { Doorbells, LentLine } from '../../postgres/client/lent-line.ts'
import type { PythonCell, PythonConnection, PythonResult } from '../kernel.ts'

/** Sent once, first. */
export interface KernelInit {
  /** Bell: everything for which Python may sleep rings it. */
  bell: SharedArrayBuffer
  /** StopSign. */
  stop: SharedArrayBuffer
  /** Ring of frames: what cells put out. */
  output: SharedArrayBuffer
  /** Ring: lines that were typed for `input()`. */
  typed: SharedArrayBuffer
}

/** What both hosts add. */
export interface PreparedInit extends KernelInit {
  /** PythonManifest.packageIndex. */
  packageIndex: string
}

/** Node's also where Python's library lies, and what `bin/prepare` has packed: our Python files, by their path below site-packages. */
export interface NodeKernelInit extends PreparedInit {
  library: string
  modules: PackedModules
}

/** Our Python files by their paths below site-packages: as text, and compiled, in base64. */
export interface PackedModules {
  sources: Readonly<Record<string, string>>
  compiled: Readonly<Record<string, string>>
}

/** The page's also where the files lie. */
export interface WebKernelInit extends PreparedInit {
  /** Address of Pyodide's own files, with a slash at the end, and of our Python files. */
  pyodide: string
  modules: string
  /** Of the large files, by name. */
  sizes: Readonly<Record<string, TravelSize>>
}

/** A file's size, and what travels of it where the server sends it compressed. */
export interface TravelSize {
  bytes: number
  brotli: number
}

export type HostMessage =
  | { type: 'run'; run: number; cell: PythonCell }
  /** Python may await something, where nothing looks at the stop sign. */
  | { type: 'stop' }
  /** By what Python wakes backends itself. */
  | { type: 'doorbells'; doorbells: Doorbells }

export type KernelReport =
  | { type: 'progress'; receivedBytes: number; totalBytes: number }
  /** Everything is there; CPython starts. */
  | { type: 'loaded' }
  | { type: 'ready' }
  | { type: 'failed'; message: string; hint: string }
  /** There are frames in the ring, of which the page has not been told. */
  | { type: 'output' }
  /** Python wants to be lent a connection, and sleeps until the answer (OpenAnswer) is given. */
  | { type: 'open'; connection: number; line: LentLine; answer: SharedArrayBuffer }
  /** As LentConnection has them. */
  | { type: 'ring' | 'cancel' | 'close'; connection: number }
  /** Python has been waiting for an answer on this connection for long. */
  | { type: 'waits'; connection: number }
  /** All that are open, if something is new. */
  | { type: 'connections'; connections: PythonConnection[] }
  | { type: 'result'; run: number; result: PythonResult }
  /** The interpreter can't go on; `message` is a sentence for the user. */
  | { type: 'ended'; message: string }
