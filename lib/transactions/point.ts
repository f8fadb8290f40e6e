/** A moment of the journal: now, or just before the statement after a given one began. */
import { get } from './int-map.ts'
import type { JournalState, Position } from './model.ts'

export interface Point {
  /** What had begun by then: the last statement. */
  number: number
  /** How far the WAL went. */
  position: Position
  past: boolean
}

/** The moment after the statement with this number, or now. */
export function pointOf(state: JournalState, at: number | undefined): Point {
  if (at === undefined || at >= state.count) return { number: state.count, position: Infinity, past: false }
  const number = Math.max(at, state.keptFrom - 1)
  for (let next = number + 1; next <= state.count; next++) {
    const statement = get(state.statements, next)
    if (statement) return { number, position: statement.start, past: true }
  }
  return { number, position: Infinity, past: true }
}
