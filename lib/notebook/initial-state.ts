/** The state of a lesson that has just been opened: nothing has run, nothing is restored, no server is up. */
import { pythonQueue } from '../lesson/lesson.ts'
import type { CellSpec, CellState, NotebookState, ServerState, SessionSpec } from './model.ts'
import { type SessionTable, sessionTable } from './session-table.ts'

/** What a notebook is made from. */
export interface NotebookSpec {
  /** In the order of the text. */
  cells: readonly CellSpec[]
  /** Those that the lesson declares, in its order; `postgres` is added if it is not among them. */
  sessions: readonly SessionSpec[]
  /** One sentence, if cells cannot run in this page at all. */
  unavailable?: string
}

/**
 * The first state. Throws a RangeError for what no lesson that lib/lesson accepts can contain: two cells with
 * one id, or a cell of a session that is not declared.
 */
export function initialState(spec: NotebookSpec): NotebookState {
  const { sessions, sessionOrder } = declaredSessions(spec.sessions)
  const cells: Record<string, CellState> = {}
  for (const cell of spec.cells) {
    if (cells[cell.id]) throw new RangeError(`cell "${cell.id}" stands twice in the lesson`)
    if (cell.language === 'python' ? cell.session !== pythonQueue : !sessions[cell.session]) {
      throw new RangeError(`cell "${cell.id}" names session "${cell.session}", which is not declared`)
    }
    cells[cell.id] = {
      spec: cell,
      session: cell.session,
      source: cell.starter,
      activity: { kind: 'idle' },
      run: null,
    }
  }
  const server: ServerState =
    spec.unavailable === undefined ? { kind: 'off' } : { kind: 'unavailable', message: spec.unavailable }
  return {
    cells,
    order: spec.cells.map((cell) => cell.id),
    server,
    kernel: { kind: 'off' },
    storage: { kind: 'loading' },
    epoch: 1,
    kernelEpoch: 1,
    nextCount: 1,
    nextBatch: 1,
    nextTicket: 1,
    batchStop: null,
    batchDone: false,
    sessions,
    sessionOrder,
    connections: [],
    changes: 0,
    crash: null,
    otherTab: null,
  }
}

/** A session for set-up always exists. */
const setUp: SessionSpec = { name: 'postgres', role: 'postgres', database: 'postgres' }

function declaredSessions(specs: readonly SessionSpec[]): SessionTable {
  const all = specs.some(({ name }) => name === setUp.name) ? specs : [...specs, setUp]
  return sessionTable(all, true)
}
