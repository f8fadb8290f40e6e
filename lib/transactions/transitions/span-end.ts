/** The end of a session's transaction: COMMIT, ROLLBACK, an error, the end of its session. */
import { get, set } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import type { SpanEnd, SpanState } from '../transaction-model.ts'

export function endSpan(state: JournalState, id: number, end: Omit<SpanEnd, 'by'>): JournalState {
  const span = get(state.spans, id)
  if (!span || span.end !== null) return state
  const by = state.count
  const how = end.how === 'rolled back' ? 'rolled back' : 'merged'
  const savepoints = span.savepoints.map((bracket) =>
    bracket.state === 'open' ? ({ ...bracket, to: end.statement, by, state: how } as const) : bracket,
  )
  return withSpan(state, { ...span, savepoints, end: { ...end, by } })
}

export function withSpan(state: JournalState, span: SpanState): JournalState {
  return { ...state, spans: set(state.spans, span.id, span) }
}
