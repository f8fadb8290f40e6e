/** The locks that follow from what was written: a session's transaction, the tables that it wrote to, the rows. */
import { isOwn, numberOf, writerEnd } from '../fate.ts'
import { get, values } from '../int-map.ts'
import { touchesOf } from '../lock-facts.ts'
import type { JournalState, Session, WaitState } from '../model.ts'
import { placeText, sessionRef, statementRef, tableTitle, versionText } from '../names.ts'
import type { Point } from '../point.ts'
import { sessionAt } from '../session-at.ts'
import type { Table } from '../table-model.ts'
import type { Writer } from '../transaction-model.ts'
import { waitText } from '../wait-text.ts'
import { keepsOutText } from './lock-words.ts'
import type { LockEntry } from './locks-view.ts'

/** Rows of one table that are listed for one session. */
const shownRows = 20

/** What follows from the facts that a session holds. */
export interface HeldLocks {
  own: LockEntry[]
  tables: LockEntry[]
  rows: LockEntry[]
}

export function heldLocks(
  state: JournalState,
  session: Session,
  waits: readonly WaitState[],
  point: Point,
): HeldLocks {
  if (!sessionAt(state, session, point).known) return { own: [], tables: [], rows: [] }
  const forThis = waits.filter(({ holders }) => holders.includes(session.index))
  const wants = forThis.map((wait) => waitText(state, wait).what)
  const held = (on: string, mode: string, number: number | null, wanted: boolean): LockEntry => ({
    ...heldEntry(state, session.index, on, mode),
    wanted,
    statement: statementRef(state, number),
  })
  const tops = topsOf(state, session, point)
  const tables = Object.values(state.tables)
  return {
    own: tops.map(({ xid, statement }) => {
      const wanted = forThis.some(({ lock }) => lock.type === 'transactionid')
      return held(`its own transaction ${xid}`, 'ExclusiveLock', numberOf(state, statement), wanted)
    }),
    tables: tables.flatMap((table) => {
      const on = `table ${tableTitle(table.shape)}`
      return tableLocks(state, table, session, point).map(({ mode, number }) => ({
        ...held(on, mode, number, wants.includes(on)),
        meaning: keepsOutText(mode),
      }))
    }),
    rows:
      tops.length === 0 ? [] : tables.flatMap((table) => rowLocks(state, table, session, point, wants, held)),
  }
}

/** Of its own new versions nobody else knows: only what was there before can be waited for. */
function rowLocks(
  state: JournalState,
  table: Table,
  { index }: Session,
  point: Point,
  wants: readonly string[],
  held: (on: string, mode: string, number: number | null, wanted: boolean) => LockEntry,
): LockEntry[] {
  const rows = new Map<string, LockEntry>()
  for (const { version, place, statement } of touchesOf(state, table, [index], point)) {
    if (version?.begin && isOwn(state, version.begin.writer, index, point)) continue
    const on = version ? versionText(version) : `row ${placeText(place)} of ${tableTitle(table.shape)}`
    if (!rows.has(on)) rows.set(on, held(on, '', numberOf(state, statement), wants.includes(on)))
    if (rows.size === shownRows) break
  }
  return [...rows.values()]
}

/** Of a lock that somebody holds and nobody waits for. */
export function heldEntry(state: JournalState, session: number, on: string, mode: string): LockEntry {
  return {
    session: sessionRef(state, session),
    on,
    mode,
    meaning: '',
    state: 'held',
    wait: null,
    for: [],
    wanted: false,
    statement: null,
    since: null,
  }
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
