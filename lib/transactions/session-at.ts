/** How a session was at a moment: what ran in it, and the transaction that it had. */
import type { TransactionState } from '../postgres/client/journal.ts'
import type { TransactionStatus } from '../postgres/client/outcome.ts'
import { get, values } from './int-map.ts'
import type { JournalState, Session, Statement, WaitState } from './model.ts'
import type { Point } from './point.ts'
import type { SpanState } from './transaction-model.ts'

export interface SessionAt {
  session: Session
  /** False before it was opened. */
  known: boolean
  ended: Session['ended']
  running: Statement | null
  /** Its last statement that had ended. */
  last: Statement | null
  /** Of ReadyForQuery, before what runs. */
  status: TransactionStatus
  transaction: TransactionState | null
  /** The block that is open. */
  span: SpanState | null
  wait: WaitState | null
}

export function sessionAt(state: JournalState, session: Session, point: Point): SessionAt {
  const ended = session.ended !== null && session.ended.by <= point.number ? session.ended : null
  let index = lastUpTo(session, point.number)
  const newest = statementAt(state, session, index)
  const runs = ended === null && newest !== null && !hasEnded(newest, point)
  if (newest !== null && !hasEnded(newest, point)) index--
  const last = statementAt(state, session, index)
  const status = ended === null ? (last?.end?.status ?? 'I') : 'I'
  const open = status === 'I' || last?.leaves == null ? null : (get(state.spans, last.leaves) ?? null)
  return {
    session,
    known: session.openedBy <= point.number,
    ended,
    running: runs ? newest : null,
    last,
    status,
    transaction: status === 'I' ? null : (last?.end?.transaction ?? null),
    span: open,
    wait: waitAt(state, session.index, point),
  }
}

/** Sessions that have a name, in the order in which they connected. */
export function namedSessions(state: JournalState): Session[] {
  return values(state.sessions).filter(({ name }) => name !== null)
}

/** What it waits for; a wait without a statement was told too late, or too early. */
export function waitAt(state: JournalState, session: number, point: Point): WaitState | null {
  if (!point.past) {
    const open = values(state.openWaits).flatMap((id) => get(state.waits, id) ?? [])
    return open.find((wait) => wait.session === session && wait.statement !== null) ?? null
  }
  const found = values(state.waits).findLast(
    (wait) => wait.session === session && wait.statement !== null && wait.from <= point.number,
  )
  return found && (found.until === null || found.until > point.number) ? found : null
}

function hasEnded({ end }: Statement, point: Point): boolean {
  return end !== null && end.by <= point.number
}

function statementAt(state: JournalState, session: Session, index: number): Statement | null {
  const number = get(session.statements, index)
  return number === undefined ? null : (get(state.statements, number) ?? null)
}

/** Index of the last of its statements that had begun; -1 without any. */
function lastUpTo(session: Session, number: number): number {
  let low = 0
  let high = session.statements.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((get(session.statements, middle) ?? 0) <= number) low = middle + 1
    else high = middle
  }
  return low - 1
}
