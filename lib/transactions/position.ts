/** Where in the WAL, over crashes. */
import type { Lsn } from '../postgres/client/journal.ts'
import type { JournalState, Position } from './model.ts'

export function positionOf(state: JournalState, lsn: Lsn): Position {
  return state.base + lsn
}

/** The state once a fact has named this place. */
export function moved(state: JournalState, lsn: Lsn): JournalState {
  const position = positionOf(state, lsn)
  return position > state.position ? { ...state, position } : state
}
