/**
 * The run queue. It is not kept but derived: every cell that is not idle holds a ticket, and tickets are the order.
 * Which of them may start is the schedule's business (schedule.ts).
 */
import { pythonQueue } from '../lesson/lesson.ts'
import type { NotebookEffect } from './events.ts'
import type { CellState, NotebookState, RunRequest } from './model.ts'
import { withCell } from './transitions/transition.ts'

/** The request that a cell is busy with; null when it is idle. */
export function requestOf(cell: CellState | undefined): RunRequest | null {
  return !cell || cell.activity.kind === 'idle' ? null : cell.activity.request
}

/** Whether a cell has been handed to its session and has not ended. */
export function isActive(cell: CellState | undefined): boolean {
  return cell?.activity.kind === 'starting' || cell?.activity.kind === 'running'
}

/** All requests that have not ended, queued or active, in the order in which they were made. */
export function openRequests(state: NotebookState): RunRequest[] {
  return state.order
    .map((id) => requestOf(state.cells[id]))
    .filter((request) => request !== null)
    .sort((a, b) => a.ticket - b.ticket)
}

/** Ids of the cells that wait for their turn, in order of request. */
export function queuedCells(state: NotebookState): string[] {
  return openRequests(state)
    .map((request) => request.cell)
    .filter((id) => state.cells[id]?.activity.kind === 'queued')
}

/** The state in which these cells are idle again. Their texts and outputs stay. */
export function dropped(state: NotebookState, ids: readonly string[]): NotebookState {
  return ids.reduce((after, id) => withCell(after, id, { activity: { kind: 'idle' } }), state)
}

/** What ends the run of this request. */
export function cancelOf({ session }: RunRequest): NotebookEffect {
  return session === pythonQueue ? { type: 'stop-python' } : { type: 'cancel', session }
}
