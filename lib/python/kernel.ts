/**
 * One Python interpreter that a notebook's cells share, behind one interface with two hosts: a module worker in the page
 * and a worker thread in Node. It blocks where Python blocks, so it lives in a thread of its own.
 */
import type { TextRange, TransactionStatus } from '../postgres/client/outcome.ts'
import type { Server } from '../postgres/client/server.ts'

/** What the start is doing; the page shows it. Bytes are those of all downloads together, as they travel. */
export interface KernelProgress {
  stage: 'download' | 'start' | 'ready'
  receivedBytes: number
  /** 0 while it is not known. */
  totalBytes: number
}

/** What a cell gives, as plain JSON: the notebook stores it, the page draws it, the lessons command prints it. */
export type PythonOutput =
  | { kind: 'stream'; name: 'stdout' | 'stderr'; text: string }
  /**
   * The last expression's value, or what was displayed. `text` is its repr. `html` comes from `_repr_html_`, and is not
   * sanitised yet: whoever draws it must.
   */
  | { kind: 'display'; text: string; html?: string; image?: DisplayedImage }
  /** `text` is the traceback as IPython prints it, without colours; `at` the line of the cell in which it was raised. */
  | { kind: 'traceback'; name: string; message: string; text: string; at?: TextRange }
  /**
   * A sentence of ours beside what Python prints: that output was cut, that Python waits for itself, that a connection
   * was forgotten within a transaction. Of those that are open when all cells have run, whoever runs them says so.
   */
  | { kind: 'remark'; text: string }

export type DisplayedImage =
  | { type: 'image/png'; base64: string }
  /** Not sanitised yet. */
  | { type: 'image/svg+xml'; source: string }

/** What a running cell reports, in order. */
export type PythonEvent =
  | { type: 'output'; output: PythonOutput }
  /** More text for the last output, which is a stream. */
  | { type: 'more'; text: string }
  /** `input()` waits for `PythonKernel.answer`. Prompt and answer, as a terminal shows them, come as stdout after it. */
  | { type: 'input-wanted'; prompt: string; hidden: boolean }

export interface PythonResult {
  /** `lost`: the interpreter ended with it, and its variables are gone. */
  outcome: 'ok' | 'failed' | 'stopped' | 'lost'
  /** Name of the exception's class, when one ended it. */
  error?: string
}

export interface PythonCell {
  /** Id of the cell in its lesson. */
  id: string
  /** Its execution count: tracebacks name it. */
  count: number
  source: string
}

/** A psycopg2 connection that is open: a session of the server like any other. */
export interface PythonConnection {
  /** Unique in a page's life. */
  id: number
  /** Names of the variables that hold it now, in the order of their birth; empty: none does. */
  names: readonly string[]
  /** Id of the cell that opened it. */
  cell: string | null
  role: string
  database: string
  pid: number | null
  status: TransactionStatus
  /** How many ReadyForQuery its backend has sent: the ordinal of its next statement, as in StatementId. */
  ordinal: number
}

export interface PythonKernel {
  /** Settles when cells can run. Rejects with a KernelError. */
  readonly ready: Promise<void>
  onProgress(listener: (progress: KernelProgress) => void): () => void
  /** One cell at a time; the caller queues. Waits for `ready`. Never rejects. */
  run(cell: PythonCell, report: (event: PythonEvent) => void): Promise<PythonResult>
  /**
   * Raises KeyboardInterrupt in the cell that runs, also where it waits for the database (whose statement is cancelled).
   * A cell that has not ended 2 s later, for it does not heed that, is `lost` with its interpreter; `onEnded` hears of it.
   */
  stop(): void
  /** What the user typed for `input()`. */
  answer(text: string): void
  /**
   * All that are open, as they are; called with them at once, after each cell, connect and close, whenever a transaction
   * has begun, failed or ended, and just before a close: a connection that one cell opens and closes has its variable's
   * name by then, and must have been told with it.
   */
  onConnections(listener: (connections: readonly PythonConnection[]) => void): () => void
  /** The interpreter is gone, with all variables and connections; the next cell needs a new kernel. */
  onEnded(listener: (reason: string) => void): () => void
  /** Ends the interpreter; its connections vanish as a client's that was killed. */
  dispose(): Promise<void>
}

export interface KernelOptions {
  /** The server that psycopg2 reaches, asked for at the first connect. Rejects: then connections are refused. */
  server: () => Promise<Server>
}

/** The interpreter could not start. `message` says what happened, `hint` what to do next. */
export class KernelError extends Error {
  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'KernelError'
  }
}
