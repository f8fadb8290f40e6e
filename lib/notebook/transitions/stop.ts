/** How runs are cut short: by the learner, or within a batch by an error that the lesson does not expect. */

import type { RunResult } from '../../postgres/client/outcome.ts'
import type {
  BatchStop,
  BatchStopReason,
  CellSpec,
  NotebookEffect,
  NotebookState,
  Transition,
} from '../model.ts'
import { dropped, isActive, openRequests, queuedCells, requestOf } from '../queue.ts'
import { requestUnqueue } from './run-requests.ts'
import { accept, noSuchCell, refuse } from './transition.ts'

/** Cancels one active cell and drops what its batch still has queued; a queued cell is taken back. */
export function requestStop(state: NotebookState, id: string): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  if (!isActive(cell)) return requestUnqueue(state, id)
  const { session } = requestOf(cell) ?? cell
  return accept(endBatch(state, id, { kind: 'stopped' }), [{ type: 'cancel', session }])
}

/** Drops everything that is queued and cancels everything that is active. */
export function requestStopAll(state: NotebookState): Transition {
  const open = openRequests(state)
  if (open.length === 0) return refuse(state, 'nothing runs')
  const inBatch = open.find((request) => request.batch !== null)
  const effects = open.flatMap(({ cell, session }): NotebookEffect[] =>
    isActive(state.cells[cell]) ? [{ type: 'cancel', session }] : [],
  )
  const after = inBatch ? endBatch(state, inBatch.cell, { kind: 'stopped' }) : state
  return accept(dropped(after, queuedCells(after)), effects)
}

/** Ends the batch of this cell: what it has queued is dropped and remembered for *continue*. */
export function endBatch(state: NotebookState, id: string, reason: BatchStopReason): NotebookState {
  const batch = requestOf(state.cells[id])?.batch ?? null
  if (batch === null) return state
  const notRun = queuedCells(state).filter((other) => requestOf(state.cells[other])?.batch === batch)
  if (notRun.length === 0) return state
  const batchStop: BatchStop = { cell: id, reason, notRun }
  return { ...dropped(state, notRun), batchStop }
}

/** What is queued in a session that ends is given back, and a batch that has cells there ends. */
export function withoutQueue(state: NotebookState, session: string): NotebookState {
  const open = openRequests(state).filter((request) => request.session === session)
  const inBatch = open.find(({ batch }) => batch !== null)
  const after = inBatch ? endBatch(state, inBatch.cell, { kind: 'stopped' }) : state
  return dropped(
    after,
    queuedCells(after).filter((id) => requestOf(after.cells[id])?.session === session),
  )
}

/** Whether a batch goes on after this result: it went well, or failed as the lesson says that it must. */
export function goesOnAfter(spec: CellSpec, result: RunResult): boolean {
  if (result.outcome === 'ok') return true
  return result.outcome !== 'stopped' && result.code !== undefined && result.code === spec.expectedError
}
