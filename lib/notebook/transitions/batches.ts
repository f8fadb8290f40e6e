/** How a batch ends early, and what else is given back when its queue can no longer be served. */
import type { RunResult } from '../../postgres/client/outcome.ts'
import type { BatchStop, BatchStopReason, CellSpec, NotebookState } from '../model.ts'
import { dropped, openRequests, queuedCells, requestOf } from '../queue.ts'

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
