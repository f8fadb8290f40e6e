/** Pending, committed, rolled back: table by table, as of any statement. */
import type { RowChange } from '../../postgres/client/journal.ts'
import { fateOf, numberOf } from '../fate.ts'
import { get, values } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { Change, FileChange, JournalState, ObjectChange, RowsChange } from '../model.ts'
import { completeness, isInZone, keyRef, sessionRef, statementRef, tableTitle } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { sessionOf } from '../tally.ts'
import type {
  ChangeCounts,
  ChangesOptions,
  ChangesView,
  ObjectEntry,
  RowEntry,
  SequenceEntry,
  TableChanges,
  TableEntry,
} from './changes-view.ts'
import { entryOf } from './entry-words.ts'
import { type JoinedChange, joinedChanges } from './joined-changes.ts'
import { rowEntries } from './row-entries.ts'
import type { StatementRef } from './view.ts'

const defaultLimit = 50

export const selectChanges = remembered((state: JournalState, options: ChangesOptions = {}): ChangesView => {
  const point = pointOf(state, options.at)
  const chosen = values(state.changes).filter((change) => isChosen(state, change, options, point))
  const byTable = new Map<string, (RowsChange | FileChange)[]>()
  for (const change of chosen) {
    if (change.kind === 'object') continue
    const known = byTable.get(change.table)
    if (known) known.push(change)
    else byTable.set(change.table, [change])
  }
  const limit = options.limit ?? defaultLimit
  const tables = [...byTable.values()].map((changes) => tableOf(state, changes, limit, point))
  const lastChange = (table: TableChanges) => table.entries[0]?.change ?? 0
  return {
    at: point.past ? point.number : null,
    counts: tables.reduce((sum, { counts }) => added(sum, counts), none),
    tables: tables.sort((one, other) => lastChange(other) - lastChange(one)),
    objects: chosen
      .filter((change): change is ObjectChange => change.kind === 'object')
      .map((change) => objectOf(state, change, point))
      .reverse(),
    sequences: sequencesOf(state, options, point),
    untold: untoldOf(state, point),
    completeness: completeness(state),
  }
})

/** Entries of more rows of a batch, as Journal.rows has given them. */
export function selectRows(state: JournalState, change: number, rows: readonly RowChange[]): RowEntry[] {
  const found = get(state.changes, change)
  return found?.kind === 'rows' ? rowEntries(found.shape, rows) : []
}

const none: ChangeCounts = { pending: 0, committed: 0, rolledBack: 0, unknown: 0 }

function isChosen(
  state: JournalState,
  change: Change,
  { session, statement, fates }: ChangesOptions,
  point: Point,
): boolean {
  if (change.position > point.position) return false
  if (session !== undefined) {
    const whose = sessionOf(state, change)
    if (whose === null || sessionRef(state, whose).key !== session) return false
  }
  if (statement !== undefined && numberOf(state, change.statement) !== statement) return false
  return fates === undefined || fates.includes(fateOf(state, change.writer, point))
}

function tableOf(
  state: JournalState,
  changes: readonly (RowsChange | FileChange)[],
  limit: number,
  point: Point,
): TableChanges {
  const last = changes.at(-1)
  const shape = last?.shape
  const { shown, older } = joinedChanges(changes, limit)
  const operations = { insert: { ...none }, update: { ...none }, delete: { ...none } }
  for (const change of changes) {
    if (change.kind !== 'rows') continue
    const fate = fateOf(state, change.writer, point)
    operations[change.operation][fate === 'rolled back' ? 'rolledBack' : fate] += change.count
  }
  return {
    table: last?.table ?? '',
    schema: shape?.schema ?? '',
    name: shape?.name ?? '',
    title: shape ? tableTitle(shape) : '',
    database: shape?.database ?? 0,
    partOf: shape?.partitionOf ? tableTitle(shape.partitionOf) : null,
    inUtc: shape?.columns.some(isInZone) ?? false,
    counts: added(added(operations.insert, operations.update), operations.delete),
    operations: operations satisfies Record<RowChange['operation'], ChangeCounts>,
    entries: shown.reverse().map((one) => tableEntry(state, one, point)),
    older,
  }
}

function tableEntry(state: JournalState, joined: JoinedChange, point: Point): TableEntry {
  if (!('parts' in joined)) return { ...entryOf(state, joined.change, point), kind: joined.change.kind }
  const { change, count, rows, parts } = joined
  const { operation, shape } = change
  const entry = entryOf(state, change, point)
  return { ...entry, kind: 'rows', operation, count, rows: rowEntries(shape, rows), parts }
}

function objectOf(state: JournalState, object: ObjectChange, point: Point): ObjectEntry {
  const { action, kind, name, of, detail } = object.change
  const where = of === null ? '' : ` of ${of.name}`
  const more = detail === '' ? '' : ` (${detail})`
  return {
    ...entryOf(state, object, point),
    action,
    kind,
    name,
    of: of?.name ?? null,
    detail,
    title: `${kind} ${name}${more}${where} ${action}`,
  }
}

/** The last value of each. */
function sequencesOf(
  state: JournalState,
  { session, statement }: ChangesOptions,
  point: Point,
): SequenceEntry[] {
  const last = new Map<number, SequenceEntry>()
  for (const { oid, name, value, statement: key, position } of values(state.sequences)) {
    if (position > point.position) continue
    const by = keyRef(state, key)
    if (session !== undefined && by?.session.key !== session) continue
    if (statement !== undefined && by?.number !== statement) continue
    const whose = key === null ? null : sessionRef(state, key.session)
    const sentence = `sequence ${name} stands at ${value}: sequences do not roll back`
    last.set(oid, { name, value, statement: by, session: whose, sentence })
  }
  return [...last.values()]
}

/** Those that have ended, and whose WAL has not been told to its end. */
function untoldOf(state: JournalState, point: Point): StatementRef[] {
  const untold: StatementRef[] = []
  for (let number = point.number; number >= state.keptFrom; number--) {
    const end = get(state.statements, number)?.end
    if (end && end.to <= state.told) break
    const reference = end ? statementRef(state, number) : null
    if (reference) untold.unshift(reference)
  }
  return untold
}

function added(one: ChangeCounts, other: ChangeCounts): ChangeCounts {
  return {
    pending: one.pending + other.pending,
    committed: one.committed + other.committed,
    rolledBack: one.rolledBack + other.rolledBack,
    unknown: one.unknown + other.unknown,
  }
}
