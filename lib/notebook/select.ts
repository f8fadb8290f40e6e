/** What a view wants to know and the state does not store, because it can be computed from it. */
import { pythonQueue } from '../lesson/lesson.ts'
import type { CellState, NotebookState } from './model.ts'
import { openRequests, requestOf } from './queue.ts'

/** How a cell looks. `stale` outranks how its last run ended; `failed` includes a lost connection. */
export type DisplayState = 'idle' | 'queued' | 'running' | 'ok' | 'failed' | 'stopped' | 'stale'

/** Why an output no longer counts; `before` is an earlier visit or an earlier life of the server. */
export type StaleReason = 'edited' | 'before'

/** Why a cell's output is stale; null when it is not, or when there is none. */
export function staleReason(state: NotebookState, id: string): StaleReason | null {
  const cell = state.cells[id]
  if (!cell?.run) return null
  if (!ranInThisLife(state, cell)) return 'before'
  return cell.source === cell.run.source ? null : 'edited'
}

/** Whether a cell's output belongs to another text, or to a server that is gone. */
export function isStale(state: NotebookState, id: string): boolean {
  return staleReason(state, id) !== null
}

/** The one word under which a cell is drawn. */
export function displayState(state: NotebookState, id: string): DisplayState {
  const cell = state.cells[id]
  if (!cell) return 'idle'
  switch (cell.activity.kind) {
    case 'queued':
    case 'starting':
      return 'queued'
    case 'running':
      return 'running'
    case 'idle':
      if (isStale(state, id)) return 'stale'
      return outcomeOf(cell)
  }
}

/** Whether a cell failed with the error that the lesson says it must fail with. */
export function failedAsExpected(state: NotebookState, id: string): boolean {
  const cell = state.cells[id]
  const code = cell?.run?.result?.code
  return code !== undefined && code === cell?.spec.expectedError
}

/** The cell to run next: the first that nobody has asked for and that has not run as it stands. Null: none is left. */
export function nextCell(state: NotebookState): string | null {
  const wants = (id: string) => {
    const display = displayState(state, id)
    return display === 'idle' || display === 'stale'
  }
  return state.order.find(wants) ?? null
}

/** How many cells have run in this life of the server, or of Python, whatever came of it, and how many there are. */
export function progress(state: NotebookState): { run: number; total: number } {
  const done = state.order.filter((id) => {
    const cell = state.cells[id]
    return cell?.run?.result && ranInThisLife(state, cell)
  })
  return { run: done.length, total: state.order.length }
}

/** How many open requests of the same session are before this queued cell. */
export function cellsAhead(state: NotebookState, id: string): number {
  const cell = state.cells[id]
  const request = requestOf(cell)
  if (!cell || !request) return 0
  return openRequests(state).filter(
    (other) => other.ticket < request.ticket && state.cells[other.cell]?.spec.session === cell.spec.session,
  ).length
}

/** Whether anything runs or waits to run: there is something to stop. */
export function isBusy(state: NotebookState): boolean {
  return openRequests(state).length > 0
}

/**
 * Whether its last run is one of the server's life of now; of a Python cell, of Python's. The run with which Python was
 * lost still counts after it: it says so.
 */
export function ranInThisLife(state: NotebookState, { run }: CellState): boolean {
  if (run === null || run.fromBefore) return false
  if (run.session !== pythonQueue) return run.epoch === state.epoch
  return (
    run.epoch === state.kernelEpoch || (run.result?.outcome === 'lost' && run.epoch + 1 === state.kernelEpoch)
  )
}

function outcomeOf(cell: CellState): DisplayState {
  const outcome = cell.run?.result?.outcome
  if (outcome === undefined) return 'idle'
  return outcome === 'lost' ? 'failed' : outcome
}
