/** Transactions and subtransactions that have an xid: when they began to write and how they ended. */
import type { Written, Xid } from '../../postgres/client/journal.ts'
import type { Fact } from '../facts.ts'
import { emptyMap, get, remove, set, values } from '../int-map.ts'
import type { JournalState, StatementKey } from '../model.ts'
import { moved, positionOf } from '../position.ts'
import type { Writer, WriterEnd } from '../transaction-model.ts'

/** The statement that wrote something; null: none of a session that is known. */
export function keyOf(state: JournalState, { statement }: Written): StatementKey | null {
  if (statement === null) return null
  const session = get(state.pids, statement.pid)
  return session === undefined ? null : { session, ordinal: statement.ordinal }
}

/** The writer with this xid, made where it is new. */
export function withWriter(
  state: JournalState,
  xid: Xid,
  top: Xid,
  written: Written,
): { state: JournalState; writer: number } {
  const known = get(state.xids, xid)
  if (known !== undefined) return { state, writer: known }
  const above = xid === top ? null : withWriter(state, top, top, written)
  const before = above?.state ?? state
  const id = before.next.writer
  const statement = keyOf(before, written)
  const parent = above ? get(before.writers, above.writer) : undefined
  const writer: Writer = {
    id,
    xid,
    top: above?.writer ?? id,
    session: parent?.session ?? statement?.session ?? null,
    statement,
    since: positionOf(before, written.lsn),
    prepared: null,
    end: null,
    doubt: false,
  }
  return {
    writer: id,
    state: {
      ...before,
      sessions: xid === top ? withFirst(before.sessions, statement, id) : before.sessions,
      writers: set(before.writers, id, writer),
      xids: set(before.xids, xid, id),
      openWriters: set(before.openWriters, id, id),
      next: { ...before.next, writer: id + 1 },
    },
  }
}

function withFirst(
  sessions: JournalState['sessions'],
  statement: StatementKey | null,
  id: number,
): JournalState['sessions'] {
  const session = statement === null ? undefined : get(sessions, statement.session)
  if (!session || !statement || get(session.writers, statement.ordinal) !== undefined) return sessions
  return set(sessions, session.index, { ...session, writers: set(session.writers, statement.ordinal, id) })
}

/** PostgreSQL commits a transaction with the subtransactions that its record names; the others had been rolled back. */
export function transactionEnded(
  state: JournalState,
  { xid, top, how, subtransactions, written }: Extract<Fact, { type: 'transaction-ended' }>,
): JournalState {
  const found = withWriter(moved(state, written.lsn), xid, top, written)
  let after = found.state
  const position = positionOf(after, written.lsn)
  if (how === 'prepared') {
    const writer = get(after.writers, found.writer)
    return writer ? withWriterState(after, { ...writer, prepared: position }) : after
  }
  const named = [xid]
  for (const sub of subtransactions) {
    after = withWriter(after, sub, top, written).state
    named.push(sub)
  }
  const end = { position, by: null, statement: keyOf(after, written), from: 'record' } as const
  const ids = new Set(named.map((each) => get(after.xids, each)))
  for (const writer of openWriters(after)) {
    if (ids.has(writer.id)) after = ended(after, writer, { ...end, how, alone: xid !== top })
    else if (xid === top && writer.top === found.writer) {
      after = ended(after, writer, { ...end, how: 'rolled back', alone: false })
    }
  }
  return after
}

/** What a session has open when it is gone is rolled back; what it had prepared is not its own any more. */
export function endWritersOf(state: JournalState, session: number, from: 'session' | 'crash'): JournalState {
  let after = state
  const end = {
    how: 'rolled back',
    position: state.position,
    by: state.count,
    statement: null,
    from,
    alone: false,
  } as const
  for (const writer of openWriters(state)) {
    if (writer.session === session && topOf(state, writer).prepared === null)
      after = ended(after, writer, end)
  }
  return after
}

/** A crash rolls back all but what was prepared, without a record of it; xids that were not written may come again. */
export function endAllWriters(state: JournalState): JournalState {
  let after = state
  const end = {
    how: 'rolled back',
    position: state.position,
    by: state.count,
    statement: null,
    from: 'crash',
    alone: false,
  } as const
  let xids = emptyMap<number>()
  for (const writer of openWriters(state)) {
    if (topOf(state, writer).prepared === null) after = ended(after, writer, end)
    else xids = set(xids, writer.xid, writer.id)
  }
  return { ...after, xids }
}

export function openWriters(state: JournalState): Writer[] {
  return values(state.openWriters).flatMap((id) => get(state.writers, id) ?? [])
}

export function topOf(state: JournalState, writer: Writer): Writer {
  return get(state.writers, writer.top) ?? writer
}

export function withWriterState(state: JournalState, writer: Writer): JournalState {
  return { ...state, writers: set(state.writers, writer.id, writer) }
}

function ended(state: JournalState, writer: Writer, end: WriterEnd): JournalState {
  const after = withWriterState(state, { ...writer, end })
  return { ...after, openWriters: remove(after.openWriters, writer.id) }
}
