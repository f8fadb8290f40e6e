/** Who keeps a journal of the server hears here what only the notebook knows: whose statements these are, who waits. */
import type { StatementId } from '../postgres/client/journal.ts'
import type { Wait } from '../postgres/client/waits.ts'

export interface NotebookObserver {
  /** From this statement on what this backend runs is the cell's. Told anew when `\c` takes another backend. */
  cellStarted(session: string, cell: string, first: StatementId): void
  /** `next` is the first statement that is no longer the cell's. */
  cellEnded(session: string, cell: string, next: StatementId): void
  /** All that wait, as PostgreSQL has just said. `at` in milliseconds since the epoch. */
  waitsTold(at: number, waits: readonly Wait[]): void
}
