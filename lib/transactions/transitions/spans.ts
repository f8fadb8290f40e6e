/**
 * Transactions as a session has them: told from PostgreSQL's own transaction state at each ReadyForQuery and from the
 * command tags, never from the text. PostgreSQL manual, "Transactions"; xact.c.
 */
import type { TransactionState } from '../../postgres/client/journal.ts'
import { get } from '../int-map.ts'
import type { JournalState, Session, Statement, StatementEnd } from '../model.ts'
import type { SpanEnd, SpanState } from '../transaction-model.ts'
import { withSavepoints } from './savepoints.ts'
import { withSession } from './session-table.ts'
import { endSpan, withSpan } from './span-end.ts'

/** The statement with its end has been stored; its session's transaction follows. */
export function spanAfter(
  state: JournalState,
  session: Session,
  statement: Statement,
  end: StatementEnd,
): { state: JournalState; span: number } {
  const { number } = statement
  let after = state
  let id = session.span
  if (id === null) {
    id = state.next.span
    after = begun(state, session, number, end.status === 'I')
    if (end.status === 'I') {
      const how = end.error === null ? 'committed' : 'rolled back'
      return { state: endSpan(after, id, endOf(how, number)), span: id }
    }
  }
  if (end.status === 'I') {
    after = endSpan(after, id, blockEnd(statement, end))
    return { state: withSession(after, { ...session, span: null }), span: id }
  }
  const span = get(after.spans, id)
  if (span && isChained(span, end)) {
    after = endSpan(after, id, endOf(end.tags.includes('COMMIT') ? 'committed' : 'rolled back', number))
    const next = after.next.span
    after = begun(after, session, number, false)
    return { state: goneOn(withSession(after, { ...session, span: next }), next, number, end), span: id }
  }
  return { state: goneOn(withSession(after, { ...session, span: id }), id, number, end), span: id }
}

function begun(state: JournalState, session: Session, number: number, single: boolean): JournalState {
  const id = state.next.span
  const span: SpanState = {
    id,
    session: session.index,
    from: number,
    single,
    isolation: null,
    xid: null,
    snapshot: null,
    failed: [],
    savepoints: [],
    end: null,
  }
  return withSpan({ ...state, next: { ...state.next, span: id + 1 } }, span)
}

/** What is open after one of its statements. */
function goneOn(state: JournalState, id: number, number: number, end: StatementEnd): JournalState {
  const span = get(state.spans, id)
  if (!span) return state
  const { transaction } = end
  const savepoints = transaction ? withSavepoints(span.savepoints, number, state.count, end) : span.savepoints
  return withSpan(state, {
    ...span,
    savepoints,
    isolation: transaction?.isolation ?? span.isolation,
    xid: transaction?.xid ?? span.xid,
    snapshot: span.snapshot ?? snapshotOf(transaction, number, state.count),
    failed: failedAfter(span.failed, number, state.count, end.status === 'E'),
  })
}

function snapshotOf(transaction: TransactionState | null, at: number, by: number): SpanState['snapshot'] {
  if (transaction === null || !isLasting(transaction)) return null
  if (transaction.snapshot === null && !transaction.snapshotUnknown) return null
  return { at, by, snapshot: transaction.snapshot }
}

/** Whether its snapshot is one for all of its statements. */
export function isLasting({ isolation }: Pick<TransactionState, 'isolation'>): boolean {
  return isolation === 'repeatable read' || isolation === 'serializable'
}

function failedAfter(
  failed: SpanState['failed'],
  number: number,
  by: number,
  fails: boolean,
): SpanState['failed'] {
  const last = failed.at(-1)
  const lasts = last !== undefined && last.to === null
  if (fails) return lasts ? failed : [...failed, { from: number, by, to: null }]
  return lasts ? [...failed.slice(0, -1), { ...last, to: number }] : failed
}

/**
 * COMMIT AND CHAIN and ROLLBACK AND CHAIN end a transaction and begin another. After ROLLBACK TO, which has the same
 * tag, the savepoint is still there.
 */
function isChained(span: SpanState, { tags, status, transaction }: StatementEnd): boolean {
  if (transaction === null || status !== 'T') return false
  if (span.xid !== null && transaction.xid !== span.xid) return true
  return tags.includes('COMMIT') || (tags.includes('ROLLBACK') && transaction.savepoints.length === 0)
}

/** An error that leaves the session idle was that of a COMMIT: any other leaves a failed block. */
function blockEnd({ number, before }: Statement, { tags, error }: StatementEnd): Omit<SpanEnd, 'by'> {
  if (before === 'E') return endOf('rolled back', number)
  const tag = tags.findLast((each) => ['COMMIT', 'ROLLBACK', 'PREPARE TRANSACTION'].includes(each))
  if (tag === 'PREPARE TRANSACTION') return endOf('prepared', number)
  if (tag === 'COMMIT') return endOf('committed', number)
  return { ...endOf('rolled back', number), refused: tag === undefined && error !== null }
}

function endOf(how: SpanEnd['how'], statement: number): Omit<SpanEnd, 'by'> {
  return { how, statement, refused: false, without: null }
}
