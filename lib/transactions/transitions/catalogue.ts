/** Objects of the catalogue, and sequences. */
import type { Fact } from '../facts.ts'
import { get, set } from '../int-map.ts'
import type { JournalState, ObjectChange } from '../model.ts'
import { moved, positionOf } from '../position.ts'
import type { Existence } from '../table-model.ts'
import { tableKey, withTable } from './tables.ts'
import { keyOf, withWriter } from './writers.ts'

const tableKinds: ReadonlySet<string> = new Set(['table', 'partitioned table', 'materialized view'])

export function catalogueTold(
  state: JournalState,
  { written, xid, top, change: told, table: shape }: Extract<Fact, { type: 'catalogue' }>,
): JournalState {
  const { state: after, writer } = withWriter(moved(state, written.lsn), xid, top, written)
  const statement = keyOf(after, written)
  const session = statement === null ? undefined : get(after.sessions, statement.session)
  const change: ObjectChange = {
    id: after.next.change,
    kind: 'object',
    writer,
    position: positionOf(after, written.lsn),
    statement,
    change: told,
    database: session?.opened ? session.databaseOid : null,
  }
  const table = shape && after.tables[tableKey(shape)]
  const stamp = { writer, position: change.position }
  const shaped = table && { ...table, shapes: [...table.shapes, { ...stamp, shape }] }
  return {
    ...(shaped ? withTable(after, shaped) : after),
    existence: existenceAfter(after.existence, change),
    changes: set(after.changes, change.id, change),
    next: { ...after.next, change: change.id + 1 },
  }
}

function existenceAfter(
  existence: JournalState['existence'],
  { change, database, writer, position }: ObjectChange,
): JournalState['existence'] {
  if (!tableKinds.has(change.kind) || change.of !== null || database === null) return existence
  const key = tableKey({ database, oid: change.oid })
  const known: Existence = existence[key] ?? { created: null, dropped: [] }
  const stamp = { writer, position }
  if (change.action === 'created') {
    return { ...existence, [key]: { ...known, created: { ...stamp, name: change.name } } }
  }
  if (change.action !== 'dropped') return existence
  return { ...existence, [key]: { ...known, dropped: [...known.dropped, stamp] } }
}

export function sequenceTold(
  state: JournalState,
  { written, name, oid, value }: Extract<Fact, { type: 'sequence' }>,
): JournalState {
  const after = moved(state, written.lsn)
  const id = after.next.sequence
  const position = positionOf(after, written.lsn)
  const sequence = { name, oid, value, statement: keyOf(after, written), position }
  return {
    ...after,
    sequences: set(after.sequences, id, sequence),
    next: { ...after.next, sequence: id + 1 },
  }
}
