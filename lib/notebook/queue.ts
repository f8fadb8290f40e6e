/**
 * The run queue. It is not kept but derived: every cell that is not idle holds a ticket, and tickets are the order.
 * A cell may start when no earlier ticket of its session, or of its batch, is still open; so the cells of one
 * session follow each other, sessions do not wait for each other, and a batch runs in the order of the text.
 */
import type { CellState, NotebookEffect, NotebookState, RunRequest, Transition } from './model.ts'
import { accept, withCell } from './transitions/transition.ts'

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

/** After an accepted event: hands every cell whose turn has come to its session. */
export function startWhatCan(transition: Transition): Transition {
  if (transition.refused !== null || transition.state.server.kind !== 'ready') return transition
  const busySessions = new Set<string>()
  const busyBatches = new Set<number>()
  const effects: NotebookEffect[] = [...transition.effects]
  let state = transition.state
  for (const request of openRequests(state)) {
    const cell = state.cells[request.cell]
    if (!cell) continue
    const { session } = cell.spec
    const free = !busySessions.has(session) && (request.batch === null || !busyBatches.has(request.batch))
    if (free && cell.activity.kind === 'queued') {
      state = withCell(state, request.cell, { activity: { kind: 'starting', request } })
      effects.push({ type: 'run', session, request, epoch: state.epoch })
    }
    busySessions.add(session)
    if (request.batch !== null) busyBatches.add(request.batch)
  }
  return accept(state, effects)
}
