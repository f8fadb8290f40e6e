/** All of pg_locks, as it was told last. */
import type { Fact } from '../facts.ts'
import type { JournalState } from '../model.ts'
import { sessionOfPid } from './session-table.ts'

export function locksTold(
  state: JournalState,
  { at, locks }: Extract<Fact, { type: 'locks-told' }>,
): JournalState {
  const bySession = locks.map((lock) => ({ ...lock, session: sessionOfPid(state, lock.pid)?.index ?? null }))
  return { ...state, locks: { by: state.count, at, locks: bySession } }
}
