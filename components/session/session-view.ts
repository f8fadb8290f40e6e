/** What the page says of a session, made of the notebook's state: a lesson's, or a connection of Python's. Pure. */
import { pythonQueue } from '../../lib/lesson/lesson.ts'
import type { CellWait, ConnectionState, NotebookState, SessionState } from '../../lib/notebook/model.ts'
import { activeCell, prompt, waitOfCell, waitOfSession } from '../../lib/notebook/select-sessions.ts'
import type { TransactionStatus } from '../../lib/postgres/client/outcome.ts'
import { sessionLetter } from '../primitives/session-mark.tsx'
import { type Condition, conditionInWords } from './condition.ts'

export interface SessionView {
  name: string
  /** What Python has opened, Python closes. */
  kind: 'session' | 'connection'
  /** Place among the sessions, from 0: it gives hue and pattern. */
  index: number
  letter: string
  role: string
  database: string
  /** A learner's own can be removed. */
  declared: boolean
  condition: Condition
  /** As psql has it; null without a connection. */
  prompt: string | null
  /** For a chip. */
  short: string
  /** For the menu and for a screen reader. */
  long: string
  /** Why the connection was lost, or refused; '' else. */
  reason: string
  pid: number | null
  /** Id of the cell that runs in it; null when nothing does. Of Python, the one that waits in it. */
  cell: string | null
  /** Of Python, id of the cell that opened it. */
  openedBy: string | null
  /** Milliseconds since the epoch at which it began to wait; null when it does not. */
  waitingSince: number | null
  /** A transaction is open, so that closing the session rolls something back. */
  openWork: boolean
}

const places = new WeakMap<NotebookState, readonly string[]>()

/**
 * Names of the sessions that matter, in the order of the lesson: a cell runs in them, the learner has added them, or
 * they have been used. A lesson need not be told of a `postgres` that it never speaks of. Then Python's connections.
 */
export function shownSessions(state: NotebookState): readonly string[] {
  const known = places.get(state)
  if (known) return known
  const used = new Set(state.order.map((id) => state.cells[id]?.session))
  const shown = state.sessionOrder.filter((name) => {
    const session = state.sessions[name]
    return used.has(name) || session?.declared === false || session?.connection.kind !== 'none'
  })
  const all = [...shown, ...state.connections.map(({ name }) => name)]
  places.set(state, all)
  return all
}

/** A session's place among them, from 0: it gives letter, hue and pattern. */
export function placeOf(state: NotebookState, name: string): number {
  return shownSessions(state).indexOf(name)
}

/** How far its cells stand in: the second person one step, the third two. Who only sets the stage is no person of the play. */
export function indentOf(state: NotebookState, name: string): number {
  return name === 'postgres'
    ? 0
    : shownSessions(state)
        .filter((other) => other !== 'postgres')
        .indexOf(name)
}

export function sessionViews(state: NotebookState): SessionView[] {
  return shownSessions(state).flatMap((name, index) => {
    const session = state.sessions[name]
    if (session) return viewOf(state, session, index)
    const connection = state.connections.find((each) => each.name === name)
    return connection ? viewOfConnection(state, connection, index) : []
  })
}

/** Whose backend this is; null for one that is none of ours. */
export function clientOf(
  state: NotebookState,
  pid: number | null,
): { name: string; role: string; database: string } | null {
  if (pid === null) return null
  const session = Object.values(state.sessions).find((each) => each.pid === pid)
  if (session) return session
  const connection = state.connections.find(({ open }) => open?.pid === pid)
  return connection?.open ? { ...connection.open, name: connection.name } : null
}

function viewOf(state: NotebookState, session: SessionState, index: number): SessionView {
  const { name, role, database, declared, connection, status, pid } = session
  const cell = activeCell(state, name)
  const wait = cell === null ? null : waitOfCell(state, cell)
  const condition = conditionOf(session, wait !== null)
  const { short, long } = conditionInWords(condition, namesInWords(holderNames(state, wait)))
  return {
    name,
    kind: 'session',
    index,
    letter: sessionLetter(index),
    role,
    database,
    declared,
    condition,
    prompt: connection.kind === 'connected' ? prompt(session) : null,
    short,
    long,
    reason: connection.kind === 'lost' ? connection.message : '',
    pid,
    cell,
    openedBy: null,
    waitingSince: wait?.since ?? null,
    openWork: status !== 'I',
  }
}

function viewOfConnection(state: NotebookState, { name, open }: ConnectionState, index: number): SessionView {
  const ofPython = waitOfSession(state, pythonQueue)
  const wait = ofPython !== null && ofPython.pid === open?.pid ? ofPython : null
  const condition = open === null ? 'closed' : conditionOfStatus(open.status, wait !== null)
  return {
    name,
    kind: 'connection',
    index,
    letter: sessionLetter(index),
    role: open?.role ?? '',
    database: open?.database ?? '',
    declared: true,
    condition,
    prompt: null,
    ...conditionInWords(condition, namesInWords(holderNames(state, wait))),
    reason: '',
    pid: open?.pid ?? null,
    cell: wait === null ? null : activeCell(state, pythonQueue),
    openedBy: open?.cell ?? null,
    waitingSince: wait?.since ?? null,
    openWork: open !== null && open.status !== 'I',
  }
}

/** Names of all that a wait is for: of Python, the connections that hold what is wanted. */
function holderNames(state: NotebookState, wait: CellWait | null): string[] {
  return (wait?.for ?? []).flatMap((name) => {
    if (name !== pythonQueue) return name
    const holding = state.connections.filter(({ open }) => open?.pid != null && wait?.pids.includes(open.pid))
    return holding.map((connection) => connection.name)
  })
}

/** "alice", "alice and bob"; who is none of ours is "another session". */
export function namesInWords(names: readonly string[]): string {
  if (names.length === 0) return 'another session'
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A session's name for the eye: all of Python's connections together are "Python". */
export function partyName(session: string): string {
  return session === pythonQueue ? 'Python' : session
}

/** Whom a cell waits for, with letters: "alice (A) and conn (C)". */
export function holdersInWords(state: NotebookState, wait: CellWait | null): string {
  return lettered(state, holderNames(state, wait))
}

/** Sessions with letters, where there is room: "alice (A)". Python has none. */
export function lettered(state: NotebookState, names: readonly string[]): string {
  return namesInWords(
    names.map((name) =>
      name === pythonQueue ? partyName(name) : `${name} (${sessionLetter(placeOf(state, name))})`,
    ),
  )
}

/** Whether two lists say the same, so that nothing need be drawn again. */
export function sameViews(a: readonly SessionView[], b: readonly SessionView[]): boolean {
  return a.length === b.length && a.every((view, at) => sameView(view, b[at]))
}

function sameView(a: SessionView, b: SessionView | undefined): boolean {
  return b !== undefined && (Object.keys(a) as (keyof SessionView)[]).every((key) => a[key] === b[key])
}

function conditionOf({ connection, status }: SessionState, waits: boolean): Condition {
  switch (connection.kind) {
    case 'none':
      return 'not-connected'
    case 'connecting':
    case 'closed':
    case 'lost':
      return connection.kind
    case 'connected':
      return conditionOfStatus(status, waits)
  }
}

function conditionOfStatus(status: TransactionStatus, waits: boolean): Condition {
  if (waits) return 'waiting'
  if (status === 'E') return 'failed'
  return status === 'T' ? 'in-transaction' : 'idle'
}
