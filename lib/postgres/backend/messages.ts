/** What travels between a server's host and the worker of one backend. After `BackendInit` the worker only posts. */
import type { Lsn, Observation, RowChange } from '../client/journal.ts'
import type { StoreBuffers } from '../files/tables.ts'
import type { StaticVariables } from '../patch/static-variables.ts'
import type { FactBuffers, NumberedFact } from './fact-ring.ts'

export interface BackendInit {
  slot: number
  pid: number
  /** The keeper recovers the files, serves the host only, and ends last. */
  keeper: boolean
  /** PostgreSQL's setting of that name; the same for all backends of a server. */
  maxConnections: number
  /** PostgreSQL's setting shared_buffers, with its unit; the same for all. */
  sharedBuffers: string
  control: SharedArrayBuffer
  /** The memory of every slot. */
  memories: readonly WebAssembly.Memory[]
  store: StoreBuffers
  /** The patched pglite.wasm, compiled once. */
  module: WebAssembly.Module
  errnoAddress: number
  /** Where C's static variables lie in it. */
  variables: StaticVariables
  /** pglite.data: PostgreSQL's own files, shared by all. */
  data: SharedArrayBuffer
  rings: { requests: SharedArrayBuffer; answers: SharedArrayBuffer }
  /** Bell of a client that blocks in another thread; null: the host tells the client. */
  bell: SharedArrayBuffer | null
  /** Null: no journal is kept. */
  journal: JournalInit | null
}

/** What all backends of a life share for the journal. */
export interface JournalInit {
  /** WalMarks. */
  marks: SharedArrayBuffer
  /** FactRing. */
  facts: FactBuffers
  /** RowRequests. */
  requests: SharedArrayBuffer
  /** Of the life before, which ended in a crash: its marks, and the LSN up to which all has been told. */
  before: { marks: SharedArrayBuffer; told: Lsn } | null
}

export type BackendReport =
  | { type: 'ready' }
  /** A line of PostgreSQL's log. */
  | { type: 'log'; line: string }
  /** PostgreSQL has refused the log-in, and has told the client so. */
  | { type: 'refused'; message: string }
  /** The answer ring has bytes that the host has not been told of. */
  | { type: 'bytes' }
  /** The keeper's, for the journal. */
  | { type: 'facts'; facts: readonly Observation[] }
  /** A session's: there are some in the ring of facts, and this one that does not fit. */
  | { type: 'noted'; fact: NumberedFact | null }
  /** The keeper's answer to the request of that number; null: they are no longer kept. */
  | { type: 'rows'; request: number; rows: readonly RowChange[] | null }
  /** The request ring has room again. */
  | { type: 'room' }
  /** PostgreSQL's interval timer: milliseconds until it must fire, null when it is off. */
  | { type: 'timer'; milliseconds: number | null }
  /** The backend has ended as PostgreSQL ends one; everything that it held is free. */
  | { type: 'ended' }
  /** Something that PostgreSQL does not throw has been thrown: the cluster can't go on. */
  | { type: 'crashed'; message: string }
