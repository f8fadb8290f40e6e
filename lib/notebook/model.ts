/** The running state of a lesson, as plain JSON. What can happen to it is in events.ts. Times are milliseconds since the epoch. */
import type { CellLanguage } from '../lesson/lesson.ts'
import type { Output, RunEvent, RunResult, TextRange, TransactionStatus } from '../postgres/client/outcome.ts'
import type { WantedLock } from '../postgres/client/waits.ts'
import type { PythonConnection, PythonEvent, PythonOutput } from '../python/kernel.ts'

/** A session as it is declared, by the lesson or by the learner: who connects to what. */
export interface SessionSpec {
  name: string
  role: string
  database: string
}

/** What a learner has made of a lesson's sessions, as it is kept. */
export interface KeptSessions {
  /** Those that the learner has added, in their order. */
  own: readonly SessionSpec[]
  /** By id of the cell: the session that the learner has given it in place of the lesson's. */
  moved: Readonly<Record<string, string>>
}

/** What the notebook must know of a cell; a part of lib/lesson's LessonCell. */
export interface CellSpec {
  id: string
  language: CellLanguage
  /** Of a Python cell, `pythonQueue`: the one interpreter of the lesson. */
  session: string
  /** The author's text. */
  starter: string
  /** Hash of `starter` (lib/lesson's `hashText`): a key of what storage keeps, so that a changed lesson starts afresh. */
  starterHash: string
  /** SQLSTATE, or name of Python's class, with which it must fail, so that *run all* goes on after it. */
  expectedError: string | null
  /** The session on which PostgreSQL must have it blocked; such a wait does not stop *run all*. */
  waitsFor: string | null
  /** The session that must be able to go on when it has ended. */
  frees: string | null
}

/** What a cell *does*. */
export type Activity =
  | { kind: 'idle' }
  | { kind: 'queued'; request: RunRequest }
  /** Handed to its session, which connects first if it must; no statement has been sent yet. */
  | { kind: 'starting'; request: RunRequest }
  | { kind: 'running'; request: RunRequest; since: number; wait: CellWait | null; input: InputWanted | null }

/** What Python's `input()` asks for; `hidden` as getpass has it. */
export interface InputWanted {
  prompt: string
  hidden: boolean
}

/** A cell's wait for others, as PostgreSQL told when it was asked. */
export interface CellWait {
  /** The backend that waits: the cell's session, or one of Python's connections. */
  pid: number
  /** Names of the sessions that it waits for, in the order of the sessions, then Python's. Empty: none of ours. */
  for: readonly string[]
  /** All that PostgreSQL names, also those that belong to no session of this notebook. */
  pids: readonly number[]
  since: number
  lock: WantedLock
  /** NotebookState.changes when the server was asked. An older number: somebody may have let it go meanwhile. */
  asOf: number
}

/** What has been asked for. `part` is a selection; null means the whole cell. */
export interface RunRequest {
  cell: string
  /**
   * Its place in the order of requests, unique in a notebook's life. What a run reports carries it, so that
   * reports of an earlier run, or of a server that is gone, are told apart.
   */
  ticket: number
  session: string
  source: string
  part: TextRange | null
  /** The learner has seen that it waits and lets *run all* go on. */
  waitAccepted: boolean
  /** Set when this run is one of a *run all* or *run to here*, which stops at an unexpected error. */
  batch: number | null
}

/** What its output is *worth*: kept with the text that made it, so that *stale* can be derived. */
export interface CellRun {
  /** Execution count; null while it has not started. */
  count: number | null
  /** The session in which it ran. */
  session: string
  source: string
  part: TextRange | null
  /** The life in which it ran, of the server or of Python: restart and reload begin a new one. */
  epoch: number
  outputs: readonly CellOutput[]
  result: RunResult | null
  startedAt: number
  endedAt: number | null
  /** The session's transaction status before and after. */
  statusBefore: TransactionStatus
  statusAfter: TransactionStatus | null
  /** Its waits that are over, in order. One that lasts is in the cell's activity. */
  waits: readonly PastWait[]
  /** Kept from before a reload. */
  fromBefore: boolean
}

/** What a cell may print. */
export type CellOutput = Output | PythonOutput

/** What a running cell reports. */
export type CellEvent =
  | Exclude<RunEvent | PythonEvent, { type: 'output' }>
  | { type: 'output'; output: CellOutput }

/** A wait that is over. */
export interface PastWait {
  for: readonly string[]
  since: number
  until: number
}

export interface CellState {
  spec: CellSpec
  /** Where it runs: as the lesson says, until the learner takes another one. */
  session: string
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

/** How Python is: one interpreter for all Python cells, with the variables that they share. */
export type KernelState =
  | { kind: 'off' }
  | { kind: 'loading'; stage: 'download' | 'start'; receivedBytes: number; totalBytes: number }
  | { kind: 'ready' }
  /** The next Python cell tries again. */
  | { kind: 'failed'; message: string; hint: string }
  /** By itself, or because it could not be stopped. Its variables are gone; the next Python cell starts another. */
  | { kind: 'ended'; message: string }

/**
 * A connection of Python's, as a session of the page: named after its variable. One that is closed keeps its place, and
 * has it again when that variable holds another one.
 */
export interface ConnectionState {
  /** Unique among sessions and connections. */
  name: string
  /** Null: it is closed. */
  open: PythonConnection | null
}

/**
 * Where the learner's work is kept, said in the page. While it is `loading`, an editor must not take keys: what
 * was typed at an earlier visit is not here yet.
 */
export type StorageState = { kind: 'loading' } | { kind: 'kept' } | { kind: 'memory-only'; message: string }

/** A *run all* or *run to here* that ended early. */
export interface BatchStop {
  /** Where it ended. */
  cell: string
  reason: BatchStopReason
  /** What *continue* would run, in order; never empty. A cell leaves it when it runs on its own. */
  notRun: readonly string[]
}

export type BatchStopReason =
  /** The cell ended in a way that the lesson does not expect. */
  | { kind: 'ended' }
  /** The learner pressed Stop, or closed the session of a cell. */
  | { kind: 'stopped' }
  /** PostgreSQL has the cell blocked, and the lesson does not say so. The cell still waits. */
  | { kind: 'undeclared-wait'; for: readonly string[] }
  /** The cell waits, as the lesson says, and no cell that is left can run before it has ended. */
  | { kind: 'nobody-frees'; for: readonly string[] }

/** Of one session. A closed or lost one connects again when its next cell runs. */
export type SessionConnection =
  | { kind: 'none' }
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** The learner closed it. */
  | { kind: 'closed' }
  /** The server ended or refused it. `message` is PostgreSQL's own, or a sentence of ours where it could say nothing. */
  | { kind: 'lost'; message: string; code?: string }

export interface SessionNotification {
  channel: string
  payload: string
  /** Of the backend that notified. */
  pid: number
  at: number
}

export interface SessionState {
  name: string
  /** A, B, C … in the order of the sessions. */
  letter: string
  /** As it was declared: a new connection has this role and database. */
  spec: SessionSpec
  /** Role and database of now: `\c` changes them. */
  role: string
  database: string
  /** Whether the lesson declares it. A learner's own can be removed. */
  declared: boolean
  connection: SessionConnection
  /** ReadyForQuery's; idle without a connection. */
  status: TransactionStatus
  /** Whether the role is a superuser, as PostgreSQL reports it (is_superuser). */
  superuser: boolean
  /** Null without a connection. */
  pid: number | null
  /** Came while nothing ran in it; its next cell prints them, as psql does, and they leave this list. */
  notifications: readonly SessionNotification[]
}

/** The last crash of PostgreSQL. What was committed is there; nothing else is. */
export interface CrashState {
  /** PostgreSQL's words, or the reason for which a backend had to be ended. */
  message: string
  at: number
  /** While PostgreSQL replays its log; what is run meanwhile waits. */
  recovering: boolean
}

export interface NotebookState {
  cells: Readonly<Record<string, CellState>>
  order: readonly string[]
  server: ServerState
  kernel: KernelState
  storage: StorageState
  /** The server's life that runs belong to: grows by one when a life ends, by a restart or a crash. From 1. */
  epoch: number
  /** The same of Python's. */
  kernelEpoch: number
  nextCount: number
  nextBatch: number
  nextTicket: number
  batchStop: BatchStop | null
  /** The last batch has got to its end, and nothing has been asked for since. */
  batchDone: boolean
  /** By name. */
  sessions: Readonly<Record<string, SessionState>>
  /** Names: those of the lesson, `postgres`, then the learner's own. */
  sessionOrder: readonly string[]
  /** Python's, in the order in which they were first seen. */
  connections: readonly ConnectionState[]
  /** Grows whenever somebody may have been let go: a run has started or ended, a session is gone. */
  changes: number
  /** Until the learner has taken note of it, or restarts. */
  crash: CrashState | null
  /** Another tab has this lesson open, and has written to what is kept. Until the learner has taken note of it. */
  otherTab: { at: number } | null
}
