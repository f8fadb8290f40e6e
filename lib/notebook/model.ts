/**
 * The running state of a lesson, and what can happen to it. Reducers only: no React, no database, no clock
 * (times come in with the events, in milliseconds since the epoch).
 */
import type { Output, RunEvent, RunResult, TextRange, TransactionStatus } from '../postgres/client/outcome.ts'

/** What the notebook must know of a cell; a part of lib/lesson's LessonCell. */
export interface CellSpec {
  id: string
  session: string
  /** The author's text. */
  starter: string
  /** Hash of `starter` (lib/lesson's `hashText`): a key of what storage keeps, so that a changed lesson starts afresh. */
  starterHash: string
  /** SQLSTATE with which it must fail, so that *run all* goes on after it. */
  expectedError: string | null
}

/** What a cell *does*. */
export type Activity =
  | { kind: 'idle' }
  | { kind: 'queued'; request: RunRequest }
  /** Handed to its session, which connects first if it must; no statement has been sent yet. */
  | { kind: 'starting'; request: RunRequest }
  | { kind: 'running'; request: RunRequest; since: number }

/** What has been asked for. `part` is a selection; null means the whole cell. */
export interface RunRequest {
  cell: string
  /**
   * Its place in the order of requests, unique in a notebook's life. What a run reports carries it, so that
   * reports of an earlier run, or of a server that is gone, are told apart.
   */
  ticket: number
  source: string
  part: TextRange | null
  /** Set when this run is one of a *run all* or *run to here*, which stops at an unexpected error. */
  batch: number | null
}

/** What its output is *worth*: kept with the text that made it, so that *stale* can be derived. */
export interface CellRun {
  /** Execution count; null while it has not started. */
  count: number | null
  source: string
  part: TextRange | null
  /** The server's life in which it ran: restart and reload begin a new one. */
  epoch: number
  outputs: readonly Output[]
  result: RunResult | null
  startedAt: number
  endedAt: number | null
  /** The session's transaction status before and after. */
  statusBefore: TransactionStatus
  statusAfter: TransactionStatus | null
  /** Kept from before a reload. */
  fromBefore: boolean
}

export interface CellState {
  spec: CellSpec
  source: string
  activity: Activity
  run: CellRun | null
}

/** How the server is. */
export type ServerState =
  | { kind: 'off' }
  | { kind: 'booting'; stage: 'download' | 'compile' | 'start'; receivedBytes: number; totalBytes: number }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string; hint: string }
  /** This page cannot run cells at all (no cross-origin isolation); it stays readable. */
  | { kind: 'unavailable'; message: string }

/**
 * Where the learner's work is kept, said in the page. While it is `loading`, an editor must not take keys: what
 * was typed at an earlier visit is not here yet.
 */
export type StorageState = { kind: 'loading' } | { kind: 'kept' } | { kind: 'memory-only'; message: string }

/** A *run all* or *run to here* that ended early. */
export interface BatchStop {
  /** Where it ended. */
  cell: string
  /** What *continue* would run, in order; never empty. A cell leaves it when it runs on its own. */
  notRun: readonly string[]
}

export interface NotebookState {
  cells: Readonly<Record<string, CellState>>
  order: readonly string[]
  server: ServerState
  storage: StorageState
  /** The server's life that runs belong to: grows by one when a life ends, by a restart or a crash. From 1. */
  epoch: number
  nextCount: number
  nextBatch: number
  nextTicket: number
  batchStop: BatchStop | null
  sessions: Readonly<Record<string, { status: TransactionStatus; connected: boolean }>>
}

/** Facts and wishes, in the past tense. */
export type NotebookEvent =
  /** The server is wanted before a cell is run, so that the first run need not wait for it. */
  | { type: 'start-requested' }
  | { type: 'run-requested'; cell: string; part: TextRange | null }
  | { type: 'run-all-requested' }
  /** Every cell above and this one. */
  | { type: 'run-to-here-requested'; cell: string }
  /** Go on after a BatchStop. */
  | { type: 'continue-requested' }
  | { type: 'unqueue-requested'; cell: string }
  /** Of one cell, or of whatever runs; everything queued is dropped when no cell is named. */
  | { type: 'stop-requested'; cell: string | null }
  | { type: 'restart-requested' }
  /** The editor tells its text. */
  | { type: 'source-changed'; cell: string; source: string }
  | { type: 'server-changed'; server: ServerState }
  | { type: 'storage-changed'; storage: StorageState }
  /** What storage had: texts and outputs of an earlier visit. */
  | { type: 'restored'; cells: Record<string, { source: string; run: CellRun | null }>; nextCount: number }
  /** The first statement has been sent, or the run has ended before it could be. */
  | { type: 'run-started'; cell: string; ticket: number; at: number; status: TransactionStatus }
  | { type: 'run-reported'; cell: string; ticket: number; events: readonly RunEvent[] }
  | { type: 'run-ended'; cell: string; ticket: number; at: number; result: RunResult }
  | { type: 'session-changed'; session: string; status: TransactionStatus; connected: boolean }

/** What one place outside (the runner) must do. */
export type NotebookEffect =
  | { type: 'start-server' }
  /** Answered by run-started, any number of run-reported, and exactly one run-ended. */
  | { type: 'run'; session: string; request: RunRequest; epoch: number }
  | { type: 'cancel'; session: string }
  | { type: 'restart-server' }
  | { type: 'save-source'; cell: string; source: string }
  /** Keep the cell's run as it is now; a cell without one has none to keep. */
  | { type: 'save-run'; cell: string }

export interface Transition {
  state: NotebookState
  effects: readonly NotebookEffect[]
  /** Why the event could not apply; then nothing has changed. Null as a rule. */
  refused: string | null
}
