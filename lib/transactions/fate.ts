/** What has become of what a (sub)transaction wrote, as of a moment, and why. */
import { type ErrorFields, isFatal } from '../postgres/protocol/error-fields.ts'
import { get } from './int-map.ts'
import type { JournalState, StatementKey } from './model.ts'
import type { Point } from './point.ts'
import type { Writer, WriterEnd } from './transaction-model.ts'
import type { Fate, RollbackCause } from './views/view.ts'

export function writerEnd(state: JournalState, id: number, point: Point): WriterEnd | null {
  const end = get(state.writers, id)?.end ?? null
  if (end === null) return null
  const over = end.by === null ? end.position <= point.position : end.by <= point.number
  return over ? end : null
}

export function fateOf(state: JournalState, id: number, point: Point): Fate {
  const end = writerEnd(state, id, point)
  if (end !== null) return end.how
  return get(state.writers, id)?.doubt ? 'unknown' : 'pending'
}

/** Whether this session's own transaction, in progress, has written it and not taken it back. */
export function isOwn(state: JournalState, id: number, session: number, point: Point): boolean {
  const writer = get(state.writers, id)
  const top = writer && get(state.writers, writer.top)
  if (!writer || top?.session !== session || top.since > point.position) return false
  if (top.prepared !== null && top.prepared <= point.position) return false
  return writerEnd(state, top.id, point) === null && writerEnd(state, id, point) === null
}

/** The number of the statement; null where it has none, or has not been told. */
export function numberOf(state: JournalState, key: StatementKey | null): number | null {
  const session = key === null ? undefined : get(state.sessions, key.session)
  return (key && session && get(session.ordinals, key.ordinal)) ?? null
}

/** Null unless it was rolled back. */
export function causeOf(state: JournalState, id: number, point: Point): RollbackCause | null {
  const end = writerEnd(state, id, point)
  const writer = get(state.writers, id)
  if (!writer || end?.how !== 'rolled back') return null
  if (end.from === 'crash') return { kind: 'crash' }
  const number = numberOf(state, end.statement)
  if (end.from === 'session' || number === null) return causeOfSession(state, writer, end)
  const ended = get(state.statements, number)?.end ?? null
  if (ended === null) return causeOfSession(state, writer, end)
  const { error, tags, status, transaction } = ended
  // Within one statement: of CALL and DO, which go on with another transaction, and of what an EXCEPTION block caught.
  if (error !== null && !end.alone && hasSuccessor(state, writer)) return { kind: 'ROLLBACK' }
  if (error !== null && end.alone && get(state.statements, number)?.before === 'I')
    return { kind: 'exception' }
  if (error !== null) {
    const refused = !end.alone && status === 'I' && get(state.statements, number)?.before === 'T'
    return causeOfError(state, end.statement?.session ?? null, error, refused)
  }
  if (!end.alone) return { kind: 'ROLLBACK' }
  if (!tags.includes('ROLLBACK')) return { kind: 'exception' }
  return { kind: 'ROLLBACK TO', savepoint: transaction?.savepoints.at(-1)?.name ?? null }
}

/** Whether the statement that began this transaction has begun another one after it. */
function hasSuccessor(state: JournalState, { top, statement }: Writer): boolean {
  return statement !== null && (transactionsOf(state, statement).at(-1)?.id ?? top) > top
}

function firstWriterOf(state: JournalState, session: number, ordinal: number): number | undefined {
  const known = get(state.sessions, session)
  return known && get(known.writers, ordinal)
}

/** The transactions that a statement has begun and written in: CALL and DO may have several, one after the other. */
export function transactionsOf(state: JournalState, { session, ordinal }: StatementKey): Writer[] {
  const first = firstWriterOf(state, session, ordinal)
  const found: Writer[] = []
  if (first === undefined) return found
  const number = numberOf(state, { session, ordinal })
  const until = number === null ? null : (get(state.statements, number)?.end?.to ?? null)
  for (let id = first; id < state.next.writer; id++) {
    const writer = get(state.writers, id)
    if (writer && until !== null && writer.since > until) break
    const isIts = writer?.statement?.session === session && writer.statement.ordinal === ordinal
    if (writer && isIts && writer.top === id) found.push(writer)
  }
  return found
}

/** `session`: in which it was raised. Who was ended from outside has made no mistake. */
export function causeOfError(
  state: JournalState,
  session: number | null,
  error: ErrorFields,
  refused: boolean,
): RollbackCause {
  const reason = session === null ? undefined : get(state.sessions, session)?.ended?.reason
  if (isFatal(error) && reason === 'terminated') return { kind: 'terminated' }
  return { kind: 'error', code: error.code, message: error.message, refused: refused && !isFatal(error) }
}

/** A session that ends in a transaction writes its end after its last statement. */
function causeOfSession(state: JournalState, writer: Writer, end: WriterEnd): RollbackCause {
  const index = end.statement?.session ?? writer.session
  const session = index === null ? undefined : get(state.sessions, index)
  switch (session?.ended?.reason) {
    case 'closed':
      return { kind: 'closed' }
    case 'crashed':
    case 'stopped':
      return { kind: 'crash' }
    case 'terminated':
      return { kind: 'terminated' }
    default:
      return { kind: 'unknown' }
  }
}
