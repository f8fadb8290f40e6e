/** How runs are cut short by the learner. */
import type { Transition } from '../events.ts'
import type { NotebookState } from '../model.ts'
import { cancelOf, dropped, isActive, openRequests, queuedCells, requestOf } from '../queue.ts'
import { endBatch } from './batches.ts'
import { requestUnqueue } from './run-requests.ts'
import { accept, noSuchCell, refuse } from './transition.ts'

/** Cancels one active cell and drops what its batch still has queued; a queued cell is taken back. */
export function requestStop(state: NotebookState, id: string): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  if (!isActive(cell)) return requestUnqueue(state, id)
  const request = requestOf(cell)
  return accept(endBatch(state, id, { kind: 'stopped' }), request ? [cancelOf(request)] : [])
}

/** Drops everything that is queued and cancels everything that is active. */
export function requestStopAll(state: NotebookState): Transition {
  const open = openRequests(state)
  if (open.length === 0) return refuse(state, 'nothing runs')
  const inBatch = open.find((request) => request.batch !== null)
  const effects = open.filter(({ cell }) => isActive(state.cells[cell])).map(cancelOf)
  const after = inBatch ? endBatch(state, inBatch.cell, { kind: 'stopped' }) : state
  return accept(dropped(after, queuedCells(after)), effects)
}
