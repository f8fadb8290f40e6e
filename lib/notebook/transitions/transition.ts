/** The three things that every transition is made of: accepted, refused, and a state with one cell changed. */
import type { CellState, NotebookEffect, NotebookState, Transition } from '../model.ts'

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

/** Why a cell that the lesson does not have is refused. */
export function noSuchCell(id: string): string {
  return `the lesson has no cell "${id}"`
}
