/**
 * Runs a lesson as the page's *run all* does: in the same notebook, by the same schedule (lib/notebook/schedule.ts), on
 * a server that the caller has started.
 */
import { cellSpec } from '../../components/lesson/cell-spec.ts'
import type { Lesson, LessonCell } from '../../lib/lesson/lesson.ts'
import type { CellOutput, CellState, NotebookState } from '../../lib/notebook/model.ts'
import { printCell } from '../../lib/notebook/print-cell.ts'
import { createNotebook, type Notebook } from '../../lib/notebook/runner.ts'
import { undeclaredWait } from '../../lib/notebook/schedule.ts'
import { inputOf, waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { createMemoryStorage } from '../../lib/notebook/storage/memory-storage.ts'
import type { RunResult } from '../../lib/postgres/client/outcome.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { Session } from '../../lib/postgres/client/session.ts'
import { WaitQuestion } from '../../lib/postgres/client/waits.ts'
import { startKernel } from '../../lib/python/host/node.ts'
import { CommandError } from '../command.ts'
import { type FreedNobody, LessonWatch } from './lesson-watch.ts'

/** How a cell's script ended. */
export interface ScriptEnd {
  outputs: readonly CellOutput[]
  /** As an output fence has them. */
  printed: string
  result: RunResult
}

/** One cell when nothing happens any more. */
export interface CellEnd {
  cell: LessonCell
  /**
   * `undeclared`: it waits, and the lesson does not say so. `asks`: its `input()` waits for an answer. `not run`: its turn
   * has not come.
   */
  state: 'ended' | 'waits' | 'undeclared' | 'asks' | 'too long' | 'not run'
  /** Null unless it has ended. */
  end: ScriptEnd | null
  /** The sessions that it waits for now, or else those that it has waited for. Names, without repetitions. */
  waitedFor: readonly string[]
  /** Null if it freed whom it must, or must free nobody. */
  freedNobody: FreedNobody | null
}

export interface LessonRunOptions {
  /** How long one cell may take, not counting its waits. */
  limitSeconds: number
  /** Whether the run goes on where an exercise fails, as a learner does whose first try was wrong. */
  exercisesMayFail?: boolean
}

/**
 * Settles when every cell has ended or will not go on; then all sessions are closed. In the order of the text. Rejects with
 * a CommandError if Python cannot be started.
 */
export async function runLesson(
  server: Server,
  lesson: Lesson,
  { limitSeconds, exercisesMayFail = false }: LessonRunOptions,
): Promise<CellEnd[]> {
  const { cells } = lesson
  if (cells.length === 0) return []
  const notebook = createNotebook({
    lesson: lesson.slug,
    cells: cells.map(cellSpec),
    sessions: lesson.sessions,
    storage: createMemoryStorage(),
    startServer: () => lent(server),
    openSession: (of, parameters) => new Session(of, parameters),
    openWaits: (of) => new WaitQuestion(of),
    startKernel,
  })
  let watch = new LessonWatch(notebook, limitSeconds)
  notebook.dispatch({ type: 'run-all-requested' })
  await watch.over
  while (goesOn(notebook, lesson, exercisesMayFail)) {
    watch = new LessonWatch(notebook, limitSeconds)
    notebook.dispatch({ type: 'continue-requested' })
    await watch.over
  }
  const state = notebook.getState()
  notebook.dispose()
  if (state.kernel.kind === 'failed') throw new CommandError(state.kernel.message, state.kernel.hint)
  return cells.map((cell) => cellEnd(cell, state, watch))
}

/** Whether what has ended the run is no reason to: a check that says no by an error, or an exercise that may fail. */
function goesOn(notebook: Notebook, { cells }: Lesson, exercisesMayFail: boolean): boolean {
  const { batchStop } = notebook.getState()
  if (batchStop?.reason.kind !== 'ended') return false
  const attributes = cells.find(({ id }) => id === batchStop.cell)?.attributes
  return attributes?.check !== undefined || (exercisesMayFail && attributes?.exercise === true)
}

/** A notebook stops the server that it has started; this one is not its own. */
function lent(server: Server): Server {
  return new Proxy(server, {
    get(target, name) {
      if (name === 'stop') return async () => {}
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function cellEnd(cell: LessonCell, state: NotebookState, watch: LessonWatch): CellEnd {
  const now = state.cells[cell.id]
  const run = now?.run ?? null
  const { outputs = [], result = null } = run ?? {}
  return {
    cell,
    state: stateOf(cell, now, state, watch),
    end: result && { outputs, printed: printCell(outputs), result },
    waitedFor: waitOfCell(state, cell.id)?.for ?? [
      ...new Set((run?.waits ?? []).flatMap((wait) => wait.for)),
    ],
    freedNobody: watch.freedNobody.get(cell.id) ?? null,
  }
}

function stateOf(
  { id }: LessonCell,
  cell: CellState | undefined,
  state: NotebookState,
  watch: LessonWatch,
): CellEnd['state'] {
  if (cell?.run?.result) return 'ended'
  if (inputOf(state, id)) return 'asks'
  if (watch.tooLong === id) return 'too long'
  if (undeclaredWait(state, id)) return 'undeclared'
  return waitOfCell(state, id) === null ? 'not run' : 'waits'
}
