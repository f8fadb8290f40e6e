/** Statements: numbered in the order in which they began, over all sessions that have a name. */
import type { StatementId } from '../../postgres/client/journal.ts'
import type { Fact } from '../facts.ts'
import { get, set } from '../int-map.ts'
import type { JournalState, Session, Statement, StatementEnd } from '../model.ts'
import { moved, positionOf } from '../position.ts'
import { cellOf } from './cells.ts'
import { withDeadlock } from './deadlock.ts'
import { sessionOfPid, withSession } from './session-table.ts'
import { spanAfter } from './spans.ts'
import { attachWait, endWait } from './waits.ts'

export function statementStarted(
  state: JournalState,
  { statement: id, text, lsn }: Extract<Fact, { type: 'statement-started' }>,
): JournalState {
  const session = sessionOfPid(state, id.pid)
  if (!session || session.name === null || session.ended !== null) return moved(state, lsn)
  return moved(begun(state, session, id, text, positionOf(state, lsn)).state, lsn)
}

export function statementEnded(
  state: JournalState,
  fact: Extract<Fact, { type: 'statement-ended' }>,
): JournalState {
  const session = sessionOfPid(state, fact.statement.pid)
  if (!session || session.name === null || session.ended !== null) return moved(state, fact.to)
  const first = begun(state, session, fact.statement, fact.text, positionOf(state, fact.from))
  const started = get(first.state.statements, first.number)
  if (!started || started.end !== null) return state
  const { tags, error, status, transaction } = fact
  const to = positionOf(state, fact.to)
  const end: StatementEnd = { by: first.state.count, to, tags, error, status, transaction }
  const now = get(first.state.sessions, session.index) ?? session
  const done = endWait(withDeadlock(moved(first.state, fact.to), started, end), session.index, started.number)
  const { state: after, span } = spanAfter(done, now, started, end)
  const then = get(after.sessions, session.index) ?? now
  const ended: Statement = { ...started, text: fact.text, end, span, leaves: then.span }
  const told = withSession(after, { ...then, status, running: null })
  return {
    ...told,
    reached: Math.max(told.reached, to),
    statements: set(told.statements, ended.number, ended),
  }
}

/** The statement with this id, which takes the next number where it is new. */
function begun(
  state: JournalState,
  session: Session,
  { ordinal }: StatementId,
  text: string,
  from: number,
): { state: JournalState; number: number } {
  const known = get(session.ordinals, ordinal)
  if (known !== undefined) return { state, number: known }
  const number = state.count + 1
  const cell = cellOf(session, ordinal)
  const statement: Statement = {
    number,
    session: session.index,
    ordinal,
    text,
    cell: cell?.cell ?? null,
    count: cell?.count ?? null,
    start: Math.max(from, state.reached),
    end: null,
    span: session.span,
    leaves: session.span,
    before: session.status,
    weight: text.length,
  }
  const after = withSession(state, {
    ...session,
    running: number,
    statements: set(session.statements, session.statements.size, number),
    ordinals: set(session.ordinals, ordinal, number),
  })
  const counted = {
    ...after,
    count: number,
    reached: statement.start,
    weight: after.weight + text.length,
    statements: set(after.statements, number, statement),
  }
  return { number, state: attachWait(counted, session.index, number) }
}
