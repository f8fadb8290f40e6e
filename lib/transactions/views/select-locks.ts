/** Who holds and who waits: as PostgreSQL told, and what follows from what was written. */
import { remembered } from '../memo.ts'
import type { JournalState, WaitState } from '../model.ts'
import { completeness, listed, sessionRef, statementRef } from '../names.ts'
import { pointOf } from '../point.ts'
import { namedSessions, waitAt } from '../session-at.ts'
import { waitText } from '../wait-text.ts'
import { type HeldLocks, heldLocks } from './held-locks.ts'
import type { LockEntry, LocksView } from './locks-view.ts'
import { toldLocks } from './told-locks.ts'
import type { ViewOptions } from './view.ts'

const note =
  'Locks that no change of a row tells of are not among them: those of SELECT, LOCK TABLE, CREATE, ALTER and DROP.'

export const selectLocks = remembered((state: JournalState, { at }: ViewOptions = {}): LocksView => {
  const point = pointOf(state, at)
  const waits = namedSessions(state).flatMap(({ index }) => waitAt(state, index, point) ?? [])
  const waiting = waits.map((wait) => waitEntry(state, wait))
  const known = namedSessions(state).map((session) => heldLocks(state, session, waits, point))
  const told = !point.past && state.locks?.by === state.count ? toldLocks(state) : null
  const held =
    told === null
      ? known.flatMap(({ own, tables, rows }) => [...own, ...tables, ...rows])
      : // pg_locks has no locks on rows, and no statements.
        [...told.map((entry) => withStatement(entry, known)), ...known.flatMap(({ rows }) => rows)]
  return {
    at: point.past ? point.number : null,
    locks: [...waiting, ...held.filter(({ wanted }) => wanted), ...held.filter(({ wanted }) => !wanted)],
    source: told === null ? 'facts' : 'pg_locks',
    note: told === null ? note : '',
    completeness: completeness(state),
  }
})

function withStatement(entry: LockEntry, known: readonly HeldLocks[]): LockEntry {
  const found = known
    .flatMap(({ own, tables }) => [...own, ...tables])
    .find(
      ({ session, on, mode }) => session.key === entry.session.key && on === entry.on && mode === entry.mode,
    )
  return found ? { ...entry, statement: found.statement } : entry
}

function waitEntry(state: JournalState, wait: WaitState): LockEntry {
  const { what, holders } = waitText(state, wait)
  const { type, mode } = wait.lock
  const whose = listed(holders.map(({ name }) => name)) || 'somebody'
  const isEnd = type === 'transactionid' && what.startsWith('the end of')
  return {
    session: sessionRef(state, wait.session),
    on: isEnd ? `the transaction of ${whose}` : what,
    mode,
    meaning: type === 'transactionid' && !isEnd ? `on the transaction of ${whose}` : '',
    state: 'waits',
    wait: wait.id,
    for: holders,
    wanted: true,
    statement: statementRef(state, wait.statement),
    since: wait.since,
  }
}
