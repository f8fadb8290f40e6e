/** The three things that every transition is made of: accepted, refused, and a state with one cell changed. */
import type { NotebookEffect, Transition } from '../events.ts'
import type { CellState, NotebookState, SessionState } from '../model.ts'

/** The event applies: this is the state after it, and what must be done outside. */
export function accept(state: NotebookState, effects: readonly NotebookEffect[] = []): Transition {
  return { state, effects, refused: null }
}

/** The event cannot apply, for this reason; a normal outcome, since events cross each other on their way. */
export function refuse(state: NotebookState, reason: string): Transition {
  return { state, effects: [], refused: reason }
}

/** The state with one cell changed. A cell that the lesson does not have changes nothing. */
export function withCell(state: NotebookState, id: string, change: Partial<CellState>): NotebookState {
  const cell = state.cells[id]
  return cell ? { ...state, cells: { ...state.cells, [id]: { ...cell, ...change } } } : state
}

/** The state after something by which a lock may have been given back: what is known of waits must be asked again. */
export function somebodyMayGoOn(state: NotebookState): NotebookState {
  return { ...state, changes: state.changes + 1 }
}

/** The state with one session changed. A session that the notebook does not have changes nothing. */
export function withSession(
  state: NotebookState,
  name: string,
  change: Partial<SessionState>,
): NotebookState {
  const session = state.sessions[name]
  return session ? { ...state, sessions: { ...state.sessions, [name]: { ...session, ...change } } } : state
}

/** Why a session that the notebook does not have is refused. */
export function noSuchSession(name: string): string {
  return `the notebook has no session "${name}"`
}

/** Why a cell that the lesson does not have is refused. */
export function noSuchCell(id: string): string {
  return `the lesson has no cell "${id}"`
}
