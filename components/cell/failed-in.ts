/** Whether a cell is the one to tell that its session's transaction block has failed. Pure. */
import type { CellRun, NotebookState } from '../../lib/notebook/model.ts'

/** The session's name, if its block has failed and this cell is the last that ran there; null else. */
export function failedIn(state: NotebookState, id: string): string | null {
  const cell = state.cells[id]
  const name = cell?.run?.session
  if (name === undefined || cell?.run?.statusAfter !== 'E' || cell.activity.kind !== 'idle') return null
  const session = state.sessions[name]
  if (session?.connection.kind !== 'connected' || session.status !== 'E') return null
  const counts = Object.values(state.cells)
    .filter(({ run }) => run?.session === name && isOfNow(state, run))
    .map(({ run }) => run?.count ?? 0)
  return cell.run.count === Math.max(...counts) ? name : null
}

function isOfNow(state: NotebookState, run: CellRun): boolean {
  return !run.fromBefore && run.epoch === state.epoch
}
