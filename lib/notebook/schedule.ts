/**
 * The schedule of a lesson: which cell may start now. The order of the text is the schedule. Each session has a queue
 * of its own, and all Python cells share one; cells that were asked for one by one wait only for those of their session. A batch (*run all*) goes on to
 * its next cell when the one before has ended, or when PostgreSQL has it blocked: asked of the server, never timed, and
 * asked again after every event that may have let it go. The next cell of a waiting session queues, and the batch goes
 * on past it. A wait that the lesson does not declare ends the batch, and so does one from which nothing can free.
 *
 * The page and `lessons check` share it through the notebook: `createNotebook` (runner.ts) runs in Node as well. The
 * check opens one with the lesson's cells (of an exercise, its solution's text as `starter`) on its own server,
 * dispatches `run-all-requested`, waits until `isAtRest` under its own time limit, and reads the state: what
 * each cell gave (`cells[id].run`: outputs, result, waits), where the batch ended and why (`batchStop`), waits that nobody declared (`undeclaredWait`), declared ones that never came (`missedWait`), and cells
 * that freed nobody (`missedFree`, both in select-sessions.ts).
 */
import { pythonQueue } from '../lesson/lesson.ts'
import type { NotebookEffect, Transition } from './events.ts'
import type { CellState, NotebookState } from './model.ts'
import { isActive, openRequests, queuedCells, requestOf } from './queue.ts'
import { isInRing, isStuckInPython } from './select-sessions.ts'
import { endBatch } from './transitions/batches.ts'
import { accept, withCell } from './transitions/transition.ts'

/**
 * How an active cell stands in the schedule. `moves`: it will end or be blocked, so a batch waits for it. `waits`:
 * PostgreSQL has it blocked as it must be, so a batch goes on past it. `undeclared`: it is blocked, and should not be.
 */
export type Standing = 'moves' | 'waits' | 'undeclared'

/**
 * Errors by which PostgreSQL itself ends a wait: deadlock, lock_timeout, statement_timeout and cancel; and what psycopg2
 * calls them.
 */
const endingWaits = new Set([
  ...['40P01', '55P03', '57014'],
  ...['DeadlockDetected', 'LockNotAvailable', 'QueryCanceled'],
])

/** How an active cell stands. In a deadlock, nobody has to judge: PostgreSQL ends it. */
export function standing(state: NotebookState, cell: CellState): Standing {
  const { activity, spec, run } = cell
  if (activity.kind !== 'running' || activity.wait === null) return 'moves'
  const { wait, request } = activity
  // Nobody of ours can be waited out; and what was heard before the last change may no longer be so.
  if (wait.asOf !== state.changes || wait.for.length === 0 || isInRing(state, request.session)) return 'moves'
  if (request.batch === null || request.waitAccepted) return 'waits'
  const declared = spec.waitsFor
  // Python waits for itself, and the lesson says so: a time-out must end it, and nobody else is to act meanwhile.
  if (request.session === pythonQueue && declared === pythonQueue && isStuckInPython(state)) return 'moves'
  if (declared !== null) {
    // Behind the session that it waited for as declared, others may have come to stand in the lock's queue.
    const came = wait.for.includes(declared) || run?.waits.some((past) => past.for.includes(declared))
    if (came) return 'waits'
  }
  return spec.expectedError !== null && endingWaits.has(spec.expectedError) ? 'moves' : 'undeclared'
}

/** Whether PostgreSQL has a cell of a batch blocked though its lesson does not say so. */
export function undeclaredWait(state: NotebookState, id: string): boolean {
  const cell = state.cells[id]
  return cell !== undefined && isActive(cell) && standing(state, cell) === 'undeclared'
}

/** Whether nothing will happen by itself any more: whatever is still active is blocked, and nothing is queued. */
export function isAtRest(state: NotebookState): boolean {
  return openRequests(state).every(({ cell }) => {
    const found = state.cells[cell]
    return found !== undefined && isActive(found) && standing(state, found) !== 'moves'
  })
}

/** After an accepted event: ends batches that cannot go on, and hands every cell whose turn has come to its session. */
export function startWhatCan(transition: Transition): Transition {
  if (transition.refused !== null) return transition
  const judged = withoutUndeclaredWaits(transition.state)
  const started = start(judged)
  const effects = [...transition.effects, ...started.effects]
  return accept(withoutDeadEnds(started.state), effects)
}

function withoutUndeclaredWaits(state: NotebookState): NotebookState {
  return openRequests(state).reduce((after, { cell, batch }) => {
    const found = after.cells[cell]
    if (batch === null || !found || !isActive(found) || standing(after, found) !== 'undeclared') return after
    return endBatch(after, cell, { kind: 'undeclared-wait', for: waitedFor(found) })
  }, state)
}

/** A queue is not kept but derived: every cell that is not idle holds a ticket, and tickets are the order. */
function start(before: NotebookState): { state: NotebookState; effects: NotebookEffect[] } {
  /** Sessions that have something to do; one that waits lets a batch go on past its queued cells. */
  const sessions = new Map<string, 'busy' | 'waits'>()
  const heldBatches = new Set<number>()
  const effects: NotebookEffect[] = []
  let state = before
  for (const request of openRequests(before)) {
    const cell = before.cells[request.cell]
    if (!cell) continue
    const { session, batch } = request
    const turn = isActive(cell)
      ? standing(before, cell) === 'moves'
        ? 'busy'
        : 'waits'
      : (sessions.get(session) ?? 'busy')
    if (
      cell.activity.kind === 'queued' &&
      isServed(before, session) &&
      !sessions.has(session) &&
      !(batch !== null && heldBatches.has(batch))
    ) {
      state = withCell(state, request.cell, { activity: { kind: 'starting', request } })
      effects.push(
        session === pythonQueue ? { type: 'run-python', request } : { type: 'run', session, request },
      )
    }
    sessions.set(session, turn)
    if (batch !== null && turn === 'busy') heldBatches.add(batch)
  }
  return { state, effects }
}

/** A batch whose queued cells all stand behind waiting ones, while nothing moves that could free these, ends. */
function withoutDeadEnds(state: NotebookState): NotebookState {
  const active = Object.values(state.cells).filter(isActive)
  if (active.length === 0 || active.some((cell) => standing(state, cell) === 'moves')) return state
  const queued = queuedCells(state)
  if (queued.some((id) => !isServed(state, requestOf(state.cells[id])?.session))) return state
  return queued.reduce((after, id) => {
    const request = requestOf(after.cells[id])
    if (request === null || request.batch === null) return after
    const waiting = active.find((cell) => requestOf(cell)?.session === request.session)
    if (!waiting) return after
    return endedAt(after, request.batch, waiting)
  }, state)
}

/** Whether there is something that runs the cells of this queue: PostgreSQL, or Python. */
function isServed({ server, kernel }: NotebookState, session: string | undefined): boolean {
  return (session === pythonQueue ? kernel : server).kind === 'ready'
}

function endedAt(state: NotebookState, batch: number, waiting: CellState): NotebookState {
  const id = waiting.spec.id
  const reason = { kind: 'nobody-frees', for: waitedFor(waiting) } as const
  const own = requestOf(waiting)?.batch === batch
  const last = openRequests(state).findLast((request) => request.batch === batch)
  return own || !last ? endBatch(state, id, reason) : endBatch(state, last.cell, reason)
}

function waitedFor({ activity }: CellState): readonly string[] {
  return activity.kind === 'running' ? (activity.wait?.for ?? []) : []
}
