/** Who holds and who waits: as PostgreSQL told, or what follows from what was written. */
import { isOwn, numberOf, writerEnd } from '../fate.ts'
import { get, values } from '../int-map.ts'
import { touchesOf } from '../lock-facts.ts'
import { remembered } from '../memo.ts'
import type { JournalState, Session, WaitState } from '../model.ts'
import { placeText, sessionRef, statementRef, tableTitle, versionText } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { namedSessions, sessionAt, waitAt } from '../session-at.ts'
import type { Table } from '../table-model.ts'
import type { Writer } from '../transaction-model.ts'
import { waitText } from '../wait-text.ts'
import type { LockEntry, LocksView } from './locks-view.ts'
import { relationText } from './relation-text.ts'
import type { ViewOptions } from './view.ts'

const note = 'Locks that no change tells of, such as those of a SELECT or of LOCK TABLE, are not among them.'

/** Rows of one table that are listed for one session. */
const shownRows = 20

export const selectLocks = remembered((state: JournalState, { at }: ViewOptions = {}): LocksView => {
  const point = pointOf(state, at)
  const waits = namedSessions(state).flatMap(({ index }) => waitAt(state, index, point) ?? [])
  const waiting = waits.map((wait) => waitEntry(state, wait))
  const told = !point.past && state.locks?.by === state.count ? toldEntries(state) : null
  const held = told ?? namedSessions(state).flatMap((session) => heldBy(state, session, waits, point))
  return {
    at: point.past ? point.number : null,
    locks: [...waiting, ...held.filter(({ wanted }) => wanted), ...held.filter(({ wanted }) => !wanted)],
    source: told === null ? 'facts' : 'pg_locks',
    note: told === null ? note : '',
  }
})

function waitEntry(state: JournalState, wait: WaitState): LockEntry {
  const { what, holders } = waitText(state, wait)
  const { type, mode } = wait.lock
  const isEnd = type === 'transactionid' && what.startsWith('the end of')
  return {
    session: sessionRef(state, wait.session),
    on: isEnd ? `the transaction of ${holders.map(({ name }) => name).join(' and ') || 'somebody'}` : what,
    mode,
    state: 'waits',
    wait: wait.id,
    for: holders,
    wanted: true,
    statement: statementRef(state, wait.statement),
    since: wait.since,
  }
}

function heldBy(
  state: JournalState,
  session: Session,
  waits: readonly WaitState[],
  point: Point,
): LockEntry[] {
  if (!sessionAt(state, session, point).known) return []
  const forThis = waits.filter(({ holders }) => holders.includes(session.index))
  const wants = forThis.map((wait) => waitText(state, wait).what)
  const held = (on: string, mode: string, number: number | null, wanted: boolean): LockEntry => ({
    session: sessionRef(state, session.index),
    on,
    mode,
    state: 'held',
    wait: null,
    for: [],
    wanted,
    statement: statementRef(state, number),
    since: null,
  })
  const tops = topsOf(state, session, point)
  const own = tops.map(({ xid, statement }) => {
    const wanted = forThis.some(({ lock }) => lock.type === 'transactionid')
    return held(`its own transaction ${xid}`, 'ExclusiveLock', numberOf(state, statement), wanted)
  })
  const onTables = Object.values(state.tables).flatMap((table) => {
    const title = tableTitle(table.shape)
    const rows = touchesOf(state, table, [session.index], point).slice(0, shownRows)
    return [
      ...tableLocks(state, table, session, point).map(({ mode, number }) =>
        held(`table ${title}`, mode, number, wants.includes(`table ${title}`)),
      ),
      ...rows.map(({ version, place, statement }) => {
        const on = version ? versionText(version) : `row ${placeText(place)} of ${title}`
        return held(on, '', numberOf(state, statement), wants.includes(on))
      }),
    ]
  })
  return [...own, ...onTables]
}

/** The transaction of a session that is in progress. */
function topsOf(state: JournalState, session: Session, point: Point): Writer[] {
  const candidates = point.past ? values(state.writers) : openTops(state)
  return candidates.filter(
    ({ id, top, session: whose }) =>
      id === top &&
      whose === session.index &&
      isOwn(state, id, session.index, point) &&
      writerEnd(state, id, point) === null,
  )
}

function openTops(state: JournalState): Writer[] {
  return values(state.openWriters).flatMap((id) => get(state.writers, id) ?? [])
}

/** Who changes rows holds ROW EXCLUSIVE, who truncates ACCESS EXCLUSIVE (manual, "Table-Level Locks"). */
function tableLocks(
  state: JournalState,
  table: Table,
  { index }: Session,
  point: Point,
): { mode: string; number: number | null }[] {
  const modes = new Map<string, number | null>()
  for (const change of values(state.changes)) {
    if (change.kind === 'object' || change.table !== table.key || change.position > point.position) continue
    if (!isOwn(state, change.writer, index, point)) continue
    const mode = change.kind === 'rows' ? 'RowExclusiveLock' : 'AccessExclusiveLock'
    if (!modes.has(mode)) modes.set(mode, numberOf(state, change.statement))
  }
  return [...modes].map(([mode, number]) => ({ mode, number }))
}

function toldEntries(state: JournalState): LockEntry[] {
  return (state.locks?.locks ?? []).flatMap((lock): LockEntry[] => {
    if (lock.session === null || !lock.granted) return []
    const database = get(state.sessions, lock.session)?.databaseOid ?? 0
    const relation = lock.relation === null ? 'a table' : relationText(state, database, lock.relation)
    const place = lock.place ? placeText(lock.place) : ''
    const words: Record<string, string> = {
      relation,
      tuple: `row ${place} of ${relation.replace(/^table /, '')}`,
      transactionid: `its own transaction ${lock.xid ?? ''}`,
      advisory: 'an advisory lock',
    }
    const wanted = values(state.openWaits)
      .flatMap((id) => get(state.waits, id) ?? [])
      .some(
        ({ holders, lock: want }) =>
          holders.includes(lock.session ?? 0) && want.type === lock.type && want.relation === lock.relation,
      )
    const session = sessionRef(state, lock.session)
    const on = words[lock.type] ?? lock.type
    return [
      {
        session,
        on,
        mode: lock.mode,
        state: 'held',
        wait: null,
        for: [],
        wanted,
        statement: null,
        since: null,
      },
    ]
  })
}
