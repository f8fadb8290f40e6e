/**
 * The one interface behind which a PostgreSQL server stands, in the page (Web Workers) and in Node (worker threads).
 * Everything between a client and a backend is PostgreSQL's wire protocol, version 3.
 */
import type { Journal } from './journal.ts'
import type { Doorbells, LentLine } from './lent-line.ts'

/** What a boot is doing; the page shows it. Bytes are those of all downloads together, as they travel. */
export interface BootProgress {
  stage: 'download' | 'compile' | 'start' | 'ready'
  receivedBytes: number
  /** 0 while it is not known. */
  totalBytes: number
}

/** Parameters of the start-up packet. PostgreSQL manual, "Message Formats", StartupMessage. */
export interface StartupParameters {
  user: string
  database: string
  /** application_name, options, client_encoding, DateStyle and every other run-time parameter. */
  [parameter: string]: string
}

/** Why a connection has ended. `message` is a sentence for the user. */
export interface ConnectionEnd {
  reason: 'closed' | 'refused' | 'terminated' | 'crashed' | 'stopped'
  message: string
}

/** One client's connection: a duplex stream of protocol bytes, and the ways to reach its backend from outside. */
export interface Connection {
  /** Bytes from the backend, in order. Listeners get copies that they may keep. Bytes that came before are replayed. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void
  /** Settles once, when the backend is gone and every byte it sent has been delivered. Never rejects. */
  readonly ended: Promise<ConnectionEnd>
  /** Sends bytes to the backend. Bytes for which the ring has no room yet wait, in order; nothing is dropped. */
  send(bytes: Uint8Array): void
  /** Bytes that were sent and for which the backend has no room yet. A sender that may be fast looks before it goes on. */
  readonly backlog: number
  /** Calls back whenever the backlog has gone. */
  onRoom(listener: () => void): () => void
  /** Holds `onBytes` back, until `resume`: the backend waits when it has no more room. For a slow reader. */
  pause(): void
  resume(): void
  /** Cancels the running statement (SIGINT, as a CancelRequest does): it fails with 57014; idle sessions ignore it. */
  cancel(): void
  /** Ends the backend as pg_terminate_backend does (SIGTERM): 57P01. */
  terminate(): void
  /** Ends the backend as `kill -9` does: the server treats it as a crash, and recovers. */
  kill(): void
  /** Whether the backend computes at this moment: it holds the run lock. A look, not a promise. */
  readonly isRunning: boolean
  /** Sends nothing more: the backend answers what it was sent, and then ends. */
  endRequests(): void
  /** The client vanishes: open work is rolled back. */
  close(): void
}

/** A connection whose client blocks in another thread: what its bytes do not say, by way of the host. */
export interface LentConnection {
  /** Settles once, when the backend is gone. Never rejects. */
  readonly ended: Promise<ConnectionEnd>
  /** Wakes the backend, for a client that does not know its doorbell. */
  ring(): void
  /** As `Connection.cancel`; counted in the line's status when it has been delivered. */
  cancel(): void
  /** The client has gone, or its thread was ended: open work is rolled back. */
  close(): void
}

/** A backend has died in the middle of something. */
export interface Crash {
  /** What happened, as far as it is known. */
  message: string
  /** Settles when PostgreSQL has recovered from its WAL; connections made before wait for it. Rejects with a BootError. */
  recovered: Promise<void>
}

/** One cluster with its backends. */
export interface Server {
  /** Settles when connections are served. Rejects with a BootError that says what to do. */
  readonly ready: Promise<void>
  onProgress(listener: (progress: BootProgress) => void): () => void
  /** Starts a backend for this role and database. May be called before `ready`; the start-up packet is sent for you. */
  connect(parameters: StartupParameters): Connection
  /** The same for a client in another thread, which sends its own start-up packet: see thread-connection.ts. */
  lend(line: LentLine): LentConnection
  /** Tells by what such clients wake their backends: at once where it is known, and again after each crash. */
  onDoorbells(listener: (doorbells: Doorbells) => void): () => void
  /**
   * A connection of a superuser to the keeper, in the database `postgres`, which no learner sees: for asking the server
   * who waits for whom. Simple queries only, one answered before the next is sent; nothing that it asks may last, since
   * others share the keeper. Ends with a crash, and may then be opened again.
   */
  monitor(): Connection
  /** PostgreSQL's own log, line by line, as it would go to the server's stderr. */
  onLog(listener: (line: string) => void): () => void
  /**
   * What its sessions and transactions do, from the write-ahead log. Null where it was not asked for at the start, and
   * for a server elsewhere, whose log is not ours to read.
   */
  journal(): Journal | null
  /** Called when a backend dies in a way that takes the others with it. Every connection has ended then. */
  onCrash(listener: (crash: Crash) => void): () => void
  /**
   * Ends all backends as a fast shutdown does: clients are told (57P01), then the keeper writes the shutdown checkpoint.
   * With `immediate` without waiting for anything. Settles when all workers are gone.
   */
  stop(options?: { immediate?: boolean }): Promise<void>
}

/** A server could not start. `message` says what happened, `hint` what to do next. */
export class BootError extends Error {
  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'BootError'
  }
}
