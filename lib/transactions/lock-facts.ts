/**
 * What a wait is about, and which statement of the holder took the lock, where facts say so: rows that it changed or
 * locked, tables that it wrote to. PostgreSQL manual, "Explicit Locking": who changes rows holds ROW EXCLUSIVE on the
 * table to the end of the transaction.
 */
import type { Place } from '../postgres/client/journal.ts'
import { isOwn, numberOf } from './fate.ts'
import { get, values } from './int-map.ts'
import type { JournalState, RowsChange, StatementKey, WaitState } from './model.ts'
import { listed, placeText, sessionRef, tableTitle, versionText } from './names.ts'
import { type Point, pointOf } from './point.ts'
import { sessionAt } from './session-at.ts'
import type { Table, Version } from './table-model.ts'
import { tableKey, versionAt } from './transitions/tables.ts'

export interface LockFacts {
  /** "row tea of stock", "table stock", "an advisory lock". */
  what: string
  /** Statement of a holder that took it; null where it is not known. */
  takenAt: number | null
  /** By which of its changes a row is held: changed, or locked by FOR UPDATE and its like. */
  taken: 'changed' | 'locked' | 'wrote to' | null
}

/** Lock modes that do not go with ROW EXCLUSIVE. */
const againstWriters: ReadonlySet<string> = new Set([
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
])

/** A row of a table that a session has changed or locked. */
interface Touch {
  key: string
  place: Place
  version: Version | undefined
  statement: StatementKey | null
  how: 'changed' | 'locked'
}

/** As of the moment when it was told that it waits: later, the holder may have ended. */
export function lockFacts(state: JournalState, wait: WaitState): LockFacts {
  const point = pointOf(state, wait.from)
  const { type } = wait.lock
  const table = tableOfWait(state, wait)
  const name = table ? tableTitle(table.shape) : wait.relationName
  const holders = listed(wait.holders.map((holder) => sessionRef(state, holder).name))
  if (type === 'relation') {
    const taken = table && againstWriters.has(wait.lock.mode) ? firstWrite(state, table, wait, point) : null
    return {
      what: name === null ? 'a table' : `table ${name}`,
      takenAt: taken,
      taken: taken === null ? null : 'wrote to',
    }
  }
  if (type === 'transactionid' || type === 'tuple') {
    if (name === null)
      return unheld(`the end of ${holders === '' ? 'a transaction' : `the transaction of ${holders}`}`)
    const row = table ? wantedRow(state, table, wait, point) : null
    if (row) {
      const what = row.version ? versionText(row.version) : `row ${placeText(row.place)} of ${name}`
      return { what, takenAt: numberOf(state, row.statement), taken: row.how }
    }
    const known = wait.place && table && versionIn(table, wait.place)
    if (known) return unheld(versionText(known))
    return unheld(wait.place ? `row ${placeText(wait.place)} of ${name}` : `a row of ${name}`)
  }
  if (type === 'advisory') return unheld('an advisory lock')
  if (type === 'safe snapshot') return unheld('a safe snapshot: others must end their transactions first')
  if (type === 'virtualxid')
    return unheld(`the end of ${holders === '' ? 'a transaction' : `the transaction of ${holders}`}`)
  return unheld(name === null ? `a lock (${type})` : `a lock on ${name} (${type})`)
}

/** Places of rows that the session's transaction holds, with the statement that took each first. */
export function touchesOf(
  state: JournalState,
  table: Table,
  sessions: readonly number[],
  point: Point,
): Touch[] {
  const touches = new Map<string, Touch>()
  const isTheirs = (writer: number) => sessions.some((session) => isOwn(state, writer, session, point))
  const add = (file: number, place: Place, statement: StatementKey | null, how: Touch['how']) => {
    const key = `${file}:${placeText(place)}`
    if (!touches.has(key))
      touches.set(key, { key, place, version: versionAt(table, file, place), statement, how })
  }
  for (const lock of values(table.rowLocks)) {
    if (lock.position <= point.position && isTheirs(lock.writer))
      add(lock.file, lock.place, lock.statement, 'locked')
  }
  for (const change of rowsOf(state, table, point)) {
    if (!isTheirs(change.writer)) continue
    for (const { oldPlace } of change.rows) {
      if (oldPlace) add(change.shape.file, oldPlace, change.statement, 'changed')
    }
  }
  return [...touches.values()]
}

/**
 * It is known by its place, or since its holders hold only one row of the table that others know; told to the end, or
 * there may be more.
 */
function wantedRow(state: JournalState, table: Table, wait: WaitState, point: Point): Touch | null {
  const touches = touchesOf(state, table, wait.holders, point)
  const { place } = wait
  if (place !== null) {
    const text = placeText(place)
    return touches.find((touch) => placeText(touch.place) === text) ?? null
  }
  const isTheirs = (writer: number) => wait.holders.some((holder) => isOwn(state, writer, holder, point))
  const forOthers = touches.filter(({ version }) => !version?.begin || !isTheirs(version.begin.writer))
  const isPartial = rowsOf(state, table, point).some(
    ({ count, rows, writer }) => rows.length < count && isTheirs(writer),
  )
  const further = values(table.rowLocks).some((lock) => lock.further > 0 && isTheirs(lock.writer))
  const untold = wait.holders.some((holder) => !isTold(state, holder, point))
  return forOthers.length === 1 && !isPartial && !further && !untold ? (forOthers[0] ?? null) : null
}

/** Whether all that its statements have written until then has been told. */
function isTold(state: JournalState, index: number, point: Point): boolean {
  const session = get(state.sessions, index)
  const last = session && sessionAt(state, session, point)
  return last?.running === null && (last.last?.end?.to ?? 0) <= state.told
}

function firstWrite(state: JournalState, table: Table, wait: WaitState, point: Point): number | null {
  const change = rowsOf(state, table, point).find(({ writer }) =>
    wait.holders.some((holder) => isOwn(state, writer, holder, point)),
  )
  return change ? numberOf(state, change.statement) : null
}

function rowsOf(state: JournalState, table: Table, point: Point): RowsChange[] {
  return values(state.changes).filter(
    (change): change is RowsChange =>
      change.kind === 'rows' && change.table === table.key && change.position <= point.position,
  )
}

function versionIn(table: Table, place: Place): Version | undefined {
  return versionAt(table, table.shape.file, place)
}

function tableOfWait(state: JournalState, { session, lock }: WaitState): Table | undefined {
  const database = get(state.sessions, session)?.databaseOid
  if (lock.relation === null || database === undefined) return undefined
  return state.tables[tableKey({ database, oid: lock.relation })]
}

function unheld(what: string): LockFacts {
  return { what, takenAt: null, taken: null }
}
