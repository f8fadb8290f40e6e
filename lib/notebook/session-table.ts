/** The sessions of a notebook as its state holds them, made from their declarations. */
import type { KeptSessions, NotebookState, SessionSpec, SessionState } from './model.ts'

export type SessionTable = Pick<NotebookState, 'sessions' | 'sessionOrder'>

/** Sessions in this order, none of them connected. */
export function sessionTable(specs: readonly SessionSpec[], declared: boolean): SessionTable {
  const sessions = specs.map((spec, index) => newSession(spec, index, declared))
  return {
    sessions: Object.fromEntries(sessions.map((session) => [session.name, session])),
    sessionOrder: sessions.map(({ name }) => name),
  }
}

/** The table with one more session of the learner's own at its end. */
export function withNewSession(table: SessionTable, spec: SessionSpec): SessionTable {
  const session = newSession(spec, table.sessionOrder.length, false)
  return {
    sessions: { ...table.sessions, [spec.name]: session },
    sessionOrder: [...table.sessionOrder, spec.name],
  }
}

/** The table without this session; letters close up. */
export function withoutSession(table: SessionTable, name: string): SessionTable {
  const sessionOrder = table.sessionOrder.filter((other) => other !== name)
  const sessions: Record<string, SessionState> = {}
  for (const [index, other] of sessionOrder.entries()) {
    const session = table.sessions[other]
    if (session) sessions[other] = { ...session, letter: letterOf(index) }
  }
  return { sessions, sessionOrder }
}

/** What the learner has made of the lesson's sessions. */
export function keptSessions({ sessions, sessionOrder, cells }: NotebookState): KeptSessions {
  const own = sessionOrder.flatMap((name) => {
    const session = sessions[name]
    return session && !session.declared ? [session.spec] : []
  })
  const moved = Object.entries(cells).filter(([, cell]) => cell.session !== cell.spec.session)
  return { own, moved: Object.fromEntries(moved.map(([id, { session }]) => [id, session])) }
}

/** The state in which no session is connected, with the roles and databases of their declarations. */
export function withoutConnections(state: NotebookState): NotebookState {
  const sessions = Object.fromEntries(
    Object.entries(state.sessions).map(([name, session]) => [
      name,
      { ...session, ...unconnected(session.spec) },
    ]),
  )
  return { ...state, sessions }
}

function newSession(spec: SessionSpec, index: number, declared: boolean): SessionState {
  return { name: spec.name, letter: letterOf(index), declared, spec, ...unconnected(spec) }
}

function unconnected({ role, database }: SessionSpec) {
  return {
    role,
    database,
    connection: { kind: 'none' as const },
    status: 'I' as const,
    superuser: false,
    pid: null,
    notifications: [],
  }
}

/** A to Z, then AA, AB and so on. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}
