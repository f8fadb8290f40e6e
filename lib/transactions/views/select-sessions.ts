/** The sessions with their state, as of any statement. */
import { get, values } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { JournalState, Session } from '../model.ts'
import { causeText, completeness, counted, listed, sessionRef, statementRef } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { namedSessions, type SessionAt, sessionAt, waitAt } from '../session-at.ts'
import { nothingPending, type Pending, pendingBySession } from '../tally.ts'
import type { SpanState } from '../transaction-model.ts'
import { isLasting } from '../transitions/spans.ts'
import { isInRing, waitText } from '../wait-text.ts'
import type {
  SessionEntry,
  SessionState,
  SessionsView,
  SessionTransaction,
  SessionWait,
  SnapshotState,
} from './sessions-view.ts'
import { spanCause } from './span-words.ts'
import type { ViewOptions } from './view.ts'

export const selectSessions = remembered((state: JournalState, { at }: ViewOptions = {}): SessionsView => {
  const point = pointOf(state, at)
  const pending = pendingBySession(state, point)
  const entries = namedSessions(state)
    .map((session) => sessionAt(state, session, point))
    .filter(({ known }) => known)
    .map((found) => entryOf(state, found, pending.get(found.session.index) ?? nothingPending, point))
  const newest = new Map(entries.map((entry) => [entry.session.name, entry]))
  const ended = entries.filter((entry) => entry.ended !== null && newest.get(entry.session.name) === entry)
  return {
    at: point.past ? point.number : null,
    sessions: [...entries.filter((entry) => entry.ended === null), ...ended],
    crash: crashOf(state, point),
    completeness: completeness(state),
  }
})

function entryOf(state: JournalState, found: SessionAt, pending: Pending, point: Point): SessionEntry {
  const { session } = found
  const kind = stateOf(found)
  const wait = found.wait === null || found.running === null ? null : waitOf(state, found, point)
  const failure = found.status === 'E' ? failureOf(state, found.span, point) : null
  const last = found.span === null && found.ended === null ? lastOf(state, session, point) : null
  const transaction = transactionOf(state, found, pending, point)
  const entry = {
    session: sessionRef(state, session.index),
    pid: session.pid,
    role: session.role,
    database: session.database,
    state: kind,
    transaction,
    wait,
    failure,
    last,
    ended: found.ended?.reason ?? null,
  }
  return { ...entry, label: labelOf(entry), summary: summaryOf(entry), sentence: sentenceOf(entry) }
}

function stateOf({ ended, running, wait, status }: SessionAt): SessionState {
  if (ended !== null) return 'ended'
  if (running !== null && wait !== null) return 'waiting'
  if (status === 'E') return 'failed'
  if (running !== null) return 'running'
  return status === 'T' ? 'in transaction' : 'idle'
}

type Parts = Omit<SessionEntry, 'label' | 'summary' | 'sentence'>

function labelOf({ state, wait, failure, ended }: Parts): string {
  if (state === 'waiting')
    return wait?.for.length ? `waits for ${listed(wait.for.map(({ name }) => name))}` : 'waits'
  if (state === 'failed') return failure?.code === '40P01' ? 'failed, deadlock' : 'failed'
  if (state !== 'ended') return state
  return ended === 'closed' ? 'closed' : 'connection lost'
}

function summaryOf({ state, transaction, wait, last }: Parts): string {
  if (transaction === null) {
    if (state !== 'idle' || last === null) return ''
    return last.statement === null ? last.outcome : `${last.outcome} at #${last.statement.number}`
  }
  const { pending, isolation, xid, savepoints } = transaction
  const changes = pending.rows + pending.objects + pending.truncated
  const innermost = savepoints.at(-1)
  return [
    wait === null ? '' : `wants ${wait.what}`,
    changes === 0 && wait !== null ? '' : `${counted(changes, 'change')} pending`,
    isolation,
    xid === null ? 'no xid yet' : `xid ${xid}`,
    innermost ? `savepoint ${innermost}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function sentenceOf({ session, state, transaction, wait, failure, last, ended }: Parts): string {
  if (wait !== null) return wait.sentence
  if (state === 'failed') return `${whyFailed(failure)}${wayOut(transaction)}`
  if (ended === 'closed')
    return `${session.name} has closed the connection. What was not committed is rolled back.`
  if (ended === 'terminated') return 'PostgreSQL ended the connection. What was not committed is rolled back.'
  if (ended !== null)
    return 'The server stopped. What was committed is there again; what was pending never was.'
  if (state !== 'idle' || last?.outcome !== 'rolled back') return ''
  const at = last.statement === null ? '' : ` at #${last.statement.number}`
  return `Its last transaction was rolled back${at}: ${causeText(last.cause)}.`
}

/** In PostgreSQL's own words. */
function whyFailed(failure: Parts['failure']): string {
  return failure === null ? '' : `#${failure.statement.number} failed: ${failure.message} (${failure.code}). `
}

/** What a failed block still accepts. */
function wayOut(transaction: Parts['transaction']): string {
  const savepoint = transaction?.savepoints.findLast((name) => name !== null) ?? null
  const or = savepoint === null ? '' : `, or ROLLBACK TO ${savepoint},`
  return `Only ROLLBACK${or} is accepted. COMMIT, too, would roll back.`
}

function transactionOf(
  state: JournalState,
  { transaction, span }: SessionAt,
  pending: Pending,
  point: Point,
): SessionTransaction | null {
  if (transaction === null) return null
  return {
    transaction: span?.id ?? 0,
    isolation: transaction.isolation,
    readOnly: transaction.readOnly,
    deferrable: transaction.deferrable,
    xid: transaction.xid ?? writtenXid(state, span, point),
    since: statementRef(state, span?.from ?? null),
    savepoints: transaction.savepoints.map(({ name }) => name),
    pending,
    told: state.told >= (span === null ? 0 : lastTo(state, span, point)),
    snapshot: snapshotOf(state, transaction, span),
  }
}

/** While its first change waits, the WAL may know its xid before the session has told it. */
function writtenXid(state: JournalState, span: SpanState | null, point: Point): number | null {
  const own = values(state.openWriters).flatMap((id) => get(state.writers, id) ?? [])
  const top = own.find((writer) => writer.top === writer.id && writer.session === span?.session)
  return top && top.since <= point.position && top.prepared === null ? top.xid : null
}

function lastTo(state: JournalState, span: SpanState, point: Point): number {
  const session = get(state.sessions, span.session)
  return session ? (sessionAt(state, session, point).last?.end?.to ?? 0) : 0
}

function snapshotOf(
  state: JournalState,
  transaction: NonNullable<SessionAt['transaction']>,
  span: SpanState | null,
): SnapshotState {
  const failed = span?.failed.at(-1)
  if (failed && failed.to === null) return { kind: 'failed' }
  if (!isLasting(transaction)) return { kind: 'each statement' }
  if (transaction.snapshotUnknown) return { kind: 'unknown' }
  const { snapshot } = transaction
  if (snapshot === null) return { kind: 'not yet' }
  return { kind: 'taken', statement: statementRef(state, span?.snapshot?.at ?? null), ...snapshot }
}

function failureOf(state: JournalState, span: SpanState | null, point: Point): SessionEntry['failure'] {
  const failed = span?.failed.findLast(({ by }) => by <= point.number)
  const statement = statementRef(state, failed?.from ?? null)
  const error = statement && get(state.statements, statement.number)?.end?.error
  return statement && error ? { statement, code: error.code, message: error.message } : null
}

function lastOf(state: JournalState, session: Session, point: Point): SessionEntry['last'] {
  const { last } = sessionAt(state, session, point)
  const span = last?.span == null ? undefined : get(state.spans, last.span)
  if (!span?.end || span.end.how === 'prepared') return null
  const { how, statement } = span.end
  return {
    transaction: span.id,
    outcome: how,
    statement: statementRef(state, statement),
    cause: spanCause(state, span),
  }
}

function waitOf(
  state: JournalState,
  { session, wait, running }: SessionAt,
  point: Point,
): SessionWait | null {
  if (wait === null) return null
  const { holders, what, sentence } = waitText(state, wait)
  const all = namedSessions(state).flatMap(({ index }) => waitAt(state, index, point) ?? [])
  return {
    wait: wait.id,
    statement: statementRef(state, running?.number ?? null),
    for: holders,
    since: wait.since,
    what,
    sentence,
    ring: isInRing(session.index, all),
  }
}

/** While nothing has been run since. */
function crashOf(state: JournalState, point: Point): SessionsView['crash'] {
  const index = state.crashes.length - 1
  const crash = state.crashes[index]
  if (!crash || crash.after !== point.number) return null
  const recovered = crash.recovered !== null
  const sentence = `The server stopped after #${crash.after}${recovered ? ' and has recovered' : ''}.`
  return { crash: index + 1, message: crash.message, recovered, sentence }
}
