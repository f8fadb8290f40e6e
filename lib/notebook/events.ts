/** What can happen to a notebook, what must be done for it, and the two together. Times are in milliseconds since the epoch. */
import type { RunResult, TextRange, TransactionStatus } from '../postgres/client/outcome.ts'
import type { WantedLock } from '../postgres/client/waits.ts'
import type { PythonConnection } from '../python/kernel.ts'
import type {
  CellEvent,
  CellRun,
  KeptSessions,
  KernelState,
  NotebookState,
  RunRequest,
  ServerState,
  SessionNotification,
  SessionSpec,
  SessionState,
  StorageState,
} from './model.ts'

/** What PostgreSQL says of one waiting backend, told by pid; `since` in milliseconds since the epoch, of our clock. */
export interface WaitReport {
  pid: number
  blockedBy: readonly number[]
  since: number
  lock: WantedLock
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
  /** Somebody comes near a Python cell. */
  | { type: 'kernel-start-requested' }
  /** Python alone, with all variables and connections. */
  | { type: 'kernel-restart-requested'; at: number }
  | { type: 'kernel-end-noted' }
  /** For `input()`. */
  | { type: 'input-answered'; cell: string; text: string }
  /** A session of the learner's own. Its name must be free. */
  | { type: 'session-add-requested'; session: SessionSpec }
  /** The client vanishes: open work is rolled back, what runs is lost, what is queued is given back. */
  | { type: 'session-close-requested'; session: string }
  /** Connects now rather than with the next cell; over again, if it is connected. */
  | { type: 'session-connect-requested'; session: string }
  /** Of a session of the learner's own, which is closed by it. Its cells go back to where the lesson has them. */
  | { type: 'session-remove-requested'; session: string }
  /** Out of a transaction block that has failed. */
  | { type: 'rollback-requested'; session: string }
  /** The cell runs there from now on. */
  | { type: 'cell-session-changed'; cell: string; session: string }
  /** The learner has read it. */
  | { type: 'crash-noted' }
  | { type: 'other-tab-noted' }
  /** The editor tells its text. */
  | { type: 'source-changed'; cell: string; source: string }
  | { type: 'server-changed'; server: ServerState }
  | { type: 'storage-changed'; storage: StorageState }
  /** What storage had: texts and outputs of an earlier visit. */
  | {
      type: 'restored'
      cells: Record<string, { source: string; run: CellRun | null }>
      sessions: KeptSessions
      nextCount: number
    }
  /** The first statement has been sent, or the run has ended before it could be. */
  | { type: 'run-started'; cell: string; ticket: number; at: number; status: TransactionStatus }
  | { type: 'run-reported'; cell: string; ticket: number; events: readonly CellEvent[] }
  | { type: 'run-ended'; cell: string; ticket: number; at: number; result: RunResult }
  | { type: 'session-changed'; session: string; change: SessionChange }
  | { type: 'session-notified'; session: string; notifications: readonly SessionNotification[] }
  /** Who waits now; who is not listed does not wait. `asOf` is NotebookState.changes when the server was asked. */
  | { type: 'waits-told'; asOf: number; at: number; waits: readonly WaitReport[] }
  | { type: 'kernel-changed'; kernel: KernelState }
  /** It is gone, with all variables and connections. What ran in it is told to have ended as well. */
  | { type: 'kernel-ended'; message: string }
  /** All that are open. */
  | { type: 'connections-told'; connections: readonly PythonConnection[] }
  | { type: 'server-crashed'; message: string; at: number }
  | { type: 'server-recovered' }
  | { type: 'other-tab-wrote'; at: number }

/** What a session tells of itself. */
export type SessionChange = Pick<
  SessionState,
  'connection' | 'status' | 'superuser' | 'pid' | 'role' | 'database'
>

/** What one place outside (the runner) must do. */
export type NotebookEffect =
  | { type: 'start-server' }
  /** Answered by run-started, any number of run-reported, and exactly one run-ended. */
  | { type: 'run'; session: string; request: RunRequest }
  | { type: 'cancel'; session: string }
  /** Ends the kernel of now, if there is one. */
  | { type: 'start-kernel' }
  /** Answered as `run` is. */
  | { type: 'run-python'; request: RunRequest }
  | { type: 'stop-python' }
  | { type: 'answer-input'; text: string }
  | { type: 'connect-session'; session: string }
  | { type: 'close-session'; session: string }
  /** Runs ROLLBACK there, in its turn. */
  | { type: 'rollback'; session: string }
  | { type: 'save-sessions'; sessions: KeptSessions }
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
