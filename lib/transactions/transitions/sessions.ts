/** Sessions: opened, named, ended. */
import type { Fact } from '../facts.ts'
import { emptyMap, get, set } from '../int-map.ts'
import type { JournalState, Session, SessionEnd } from '../model.ts'
import { moved } from '../position.ts'
import { sessionOfPid, withSession } from './session-table.ts'
import { endSpan } from './span-end.ts'
import { endWait } from './waits.ts'
import { endWritersOf } from './writers.ts'

export function sessionOpened(
  state: JournalState,
  { pid, role, database, databaseOid, lsn }: Extract<Fact, { type: 'session-opened' }>,
): JournalState {
  const known = sessionOfPid(state, pid)
  const after = moved(state, lsn)
  if (known && !known.opened && known.ended === null) {
    return withSession(after, { ...known, opened: true, role, database, databaseOid })
  }
  return addSession(after, { pid, name: null, opened: true, role, database, databaseOid })
}

export function sessionNamed(
  state: JournalState,
  { pid, session: name }: Extract<Fact, { type: 'session-named' }>,
): JournalState {
  const known = sessionOfPid(state, pid)
  if (known && known.ended === null) return withSession(state, { ...known, name })
  return addSession(state, { pid, name, opened: false, role: '', database: '', databaseOid: 0 })
}

export function sessionEnded(
  state: JournalState,
  { pid, reason, lsn }: Extract<Fact, { type: 'session-ended' }>,
): JournalState {
  const known = sessionOfPid(state, pid)
  if (!known || known.ended !== null) return state
  return endSession(moved(state, lsn), known, reason)
}

/** All that it had open ends with it. */
export function endSession(state: JournalState, session: Session, reason: SessionEnd): JournalState {
  const crash = reason === 'crashed'
  let after = endWritersOf(state, session.index, crash ? 'crash' : 'session')
  if (session.span !== null) {
    const without = crash ? 'crash' : 'session'
    after = endSpan(after, session.span, { how: 'rolled back', statement: null, refused: false, without })
  }
  after = endWait(after, session.index, null)
  const now = get(after.sessions, session.index) ?? session
  const ended = { reason, by: state.count, position: state.position }
  return withSession(after, { ...now, ended, running: null, span: null, status: 'I' })
}

function addSession(
  state: JournalState,
  known: Pick<Session, 'pid' | 'name' | 'opened' | 'role' | 'database' | 'databaseOid'>,
): JournalState {
  const index = state.next.session
  const session: Session = {
    ...known,
    index,
    openedBy: state.count,
    ended: null,
    status: 'I',
    statements: emptyMap(),
    ordinals: emptyMap(),
    writers: emptyMap(),
    running: null,
    span: null,
    cells: [],
  }
  return withSession(
    { ...state, pids: set(state.pids, known.pid, index), next: { ...state.next, session: index + 1 } },
    session,
  )
}
