/** From a cell to the statement that the panel's cursor chooses for it. Pure. */
import { get } from '../../lib/transactions/int-map.ts'
import type { JournalState } from '../../lib/transactions/model.ts'

/** Its last one; null where none is kept. */
export function lastStatementOf(state: JournalState, cell: string): number | null {
  for (let number = state.count; number >= state.keptFrom; number--) {
    if (get(state.statements, number)?.cell === cell) return number
  }
  return null
}
