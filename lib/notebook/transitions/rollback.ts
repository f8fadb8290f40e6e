/** The way out of a failed transaction block: ROLLBACK is all that its session still accepts. */
import type { Transition } from '../events.ts'
import type { NotebookState } from '../model.ts'
import { activeCell } from '../select-sessions.ts'
import { accept, noSuchSession, refuse } from './transition.ts'

/** Only of a block that has failed, and while nothing runs there; what came of it, the session's status tells. */
export function requestRollback(state: NotebookState, name: string): Transition {
  const session = state.sessions[name]
  if (!session) return refuse(state, noSuchSession(name))
  if (session.status !== 'E') return refuse(state, `session "${name}" is in no failed transaction`)
  if (activeCell(state, name) !== null) return refuse(state, `session "${name}" is busy`)
  return accept(state, [{ type: 'rollback', session: name }])
}
