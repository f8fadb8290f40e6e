/** The life of sessions: added, connected, closed and removed by the learner; and what they tell of themselves. */
import { pythonQueue } from '../../lesson/lesson.ts'
import type { SessionChange, Transition } from '../events.ts'
import type { NotebookState, SessionNotification, SessionSpec, SessionState } from '../model.ts'
import { keptSessions, withNewSession, withoutSession } from '../session-table.ts'
import { withoutQueue } from './batches.ts'
import { wakeServer } from './server.ts'
import {
  accept,
  noSuchCell,
  noSuchSession,
  refuse,
  somebodyMayGoOn,
  withCell,
  withSession,
} from './transition.ts'

/** One more psql window. It connects when its first cell runs, or when it is asked to. */
export function addSession(state: NotebookState, spec: SessionSpec): Transition {
  const { name, role, database } = spec
  if (name.trim() === '') return refuse(state, 'a session needs a name')
  if (role === '' || database === '') return refuse(state, `session "${name}" needs a role and a database`)
  if (name === pythonQueue) return refuse(state, `"${pythonQueue}" is what Python's cells run in`)
  if (Object.hasOwn(state.sessions, name)) return refuse(state, `there is a session "${name}" already`)
  return kept({ ...state, ...withNewSession(state, { name, role, database }) })
}

const closedConnection = {
  connection: { kind: 'closed' },
  status: 'I',
  pid: null,
  notifications: [],
} satisfies Partial<SessionState>

/** The window is closed: what is queued in it is given back, what runs is lost, open work is rolled back. */
export function closeSession(state: NotebookState, name: string): Transition {
  const session = state.sessions[name]
  if (!session) return refuse(state, noSuchSession(name))
  const { kind } = session.connection
  if (kind !== 'connected' && kind !== 'connecting')
    return refuse(state, `session "${name}" is not connected`)
  const closed = withSession(withoutQueue(state, name), name, closedConnection)
  return accept(closed, [{ type: 'close-session', session: name }])
}

/** Connects now; over again if it is connected, with what follows from closing it first. */
export function connectSession(state: NotebookState, name: string): Transition {
  const session = state.sessions[name]
  if (!session) return refuse(state, noSuchSession(name))
  if (session.connection.kind === 'connecting') return refuse(state, `session "${name}" is connecting`)
  const closed = closeSession(state, name)
  const { state: before, effects } = closed.refused === null ? closed : accept(state)
  const awake = wakeServer(withSession(before, name, { connection: { kind: 'connecting' } }))
  if (awake.refused !== null || awake.state.server.kind !== 'ready') {
    return { ...awake, effects: [...effects, ...awake.effects] }
  }
  return accept(awake.state, [...effects, { type: 'connect-session', session: name }])
}

/** Only of the learner's own. Cells that ran there go back to where the lesson has them. */
export function removeSession(state: NotebookState, name: string): Transition {
  const session = state.sessions[name]
  if (!session) return refuse(state, noSuchSession(name))
  if (session.declared) return refuse(state, `the lesson declares session "${name}"`)
  const closed = closeSession(state, name)
  const { state: before, effects } = closed.refused === null ? closed : accept(withoutQueue(state, name))
  const home = before.order.reduce((after, id) => {
    const cell = after.cells[id]
    return cell?.session === name ? withCell(after, id, { session: cell.spec.session }) : after
  }, before)
  const removed = kept({ ...home, ...withoutSession(home, name) })
  return { ...removed, effects: [...effects, ...removed.effects] }
}

/** Where the cell runs from now on. A request that is queued stays where it was made. */
export function changeCellSession(state: NotebookState, id: string, session: string): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  if (!state.sessions[session]) return refuse(state, noSuchSession(session))
  if (cell.spec.language === 'python') return refuse(state, `cell "${id}" is one of Python's`)
  return cell.session === session ? accept(state) : kept(withCell(state, id, { session }))
}

/** What a session tells after it has connected, ended, or got ReadyForQuery. */
export function sessionChanged(state: NotebookState, name: string, change: SessionChange): Transition {
  const known = state.sessions[name]
  if (!known) return refuse(state, noSuchSession(name))
  const { connection, ...rest } = known
  const same =
    JSON.stringify(connection) === JSON.stringify(change.connection) &&
    (['status', 'superuser', 'pid', 'role', 'database'] as const).every((key) => rest[key] === change[key])
  if (same) return accept(state)
  const gone = change.connection.kind !== 'connected' && known.notifications.length > 0
  const after = withSession(state, name, { ...change, ...(gone ? { notifications: [] } : {}) })
  return accept(somebodyMayGoOn(after))
}

/** Notifications that came while nothing ran. */
export function sessionNotified(
  state: NotebookState,
  name: string,
  notifications: readonly SessionNotification[],
): Transition {
  const session = state.sessions[name]
  if (!session) return refuse(state, noSuchSession(name))
  return accept(withSession(state, name, { notifications: [...session.notifications, ...notifications] }))
}

function kept(state: NotebookState): Transition {
  return accept(state, [{ type: 'save-sessions', sessions: keptSessions(state) }])
}
