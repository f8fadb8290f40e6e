/** How many changes of the journal are pending: rows, and objects of the catalogue. Pure. */
import type { JournalState } from '../../lib/transactions/model.ts'
import { selectSessions } from '../../lib/transactions/views/select-sessions.ts'

/** As of the statement `at`, or now. */
export function pendingCount(state: JournalState, at: number | null): number {
  return selectSessions(state, { at: at ?? undefined }).sessions.reduce((sum, { transaction }) => {
    if (transaction === null) return sum
    const { rows, objects, truncated } = transaction.pending
    return sum + rows + objects + truncated
  }, 0)
}
