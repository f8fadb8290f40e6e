/**
 * The one interface behind which a PostgreSQL server stands, in the page (Web Workers) and in Node (worker threads).
 * Everything between a client and a backend is PostgreSQL's wire protocol, version 3.
 */

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

/** One client's connection: a duplex stream of protocol bytes, and the three ways to reach its backend from outside. */
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
  /** The client vanishes: open work is rolled back. */
  close(): void
}

/** One cluster with its backends. */
export interface Server {
  /** Settles when connections are served. Rejects with a BootError that says what to do. */
  readonly ready: Promise<void>
  onProgress(listener: (progress: BootProgress) => void): () => void
  /** Starts a backend for this role and database. May be called before `ready`; the start-up packet is sent for you. */
  connect(parameters: StartupParameters): Connection
  /** Called once if a backend dies in a way that takes the cluster with it. Every connection has ended then. */
  onCrash(listener: (message: string) => void): () => void
  /** Ends all backends; with `immediate` without waiting for them. Settles when all workers are gone. */
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
