/** Rows written, locked, pruned: what happens to row versions. PostgreSQL manual, "Database Physical Storage". */
import type { Place, RowChange } from '../../postgres/client/journal.ts'
import type { Fact } from '../facts.ts'
import { set } from '../int-map.ts'
import { keptVersions } from '../limits.ts'
import type { JournalState, RowsChange } from '../model.ts'
import { moved, positionOf } from '../position.ts'
import type { Stamp, Table, Version } from '../table-model.ts'
import { weightOf } from '../weight.ts'
import {
  addVersion,
  freePlace,
  tableKey,
  tableOf,
  versionAt,
  withFile,
  withTable,
  withVersion,
} from './tables.ts'
import { keyOf, withWriter } from './writers.ts'

export function rowsTold(state: JournalState, fact: Extract<Fact, { type: 'rows' }>): JournalState {
  const { written, xid, top, operation, count, rows, batch } = fact
  const { state: after, writer } = withWriter(moved(state, written.lsn), xid, top, written)
  let table = withFile(tableOf(after, fact.table), fact.table.file, null, 'first')
  const change: RowsChange = {
    id: after.next.change,
    kind: 'rows',
    writer,
    position: positionOf(after, written.lsn),
    statement: keyOf(after, written),
    table: table.key,
    shape: table.shape,
    operation,
    count,
    rows,
    batch,
  }
  const stamp = { writer, position: change.position, change: change.id }
  if (rows.length < count) {
    table = { ...table, partial: [...table.partial, { ...stamp, file: table.shape.file, operation, count }] }
  }
  if (table.versions.size + rows.length > keptVersions) table = { ...table, tooMany: true }
  if (!table.tooMany) for (const row of rows) table = withRow(table, row, stamp)
  return {
    ...withTable(after, table),
    weight: after.weight + weightOf(rows),
    changes: set(after.changes, change.id, change),
    next: { ...after.next, change: change.id + 1 },
  }
}

export function rowLocked(state: JournalState, fact: Extract<Fact, { type: 'row-locked' }>): JournalState {
  const { written, xid, top, place, further = 0 } = fact
  const { state: after, writer } = withWriter(moved(state, written.lsn), xid, top, written)
  const table = withFile(tableOf(after, fact.table), fact.table.file, null, 'first')
  const position = positionOf(after, written.lsn)
  const lock = { writer, position, file: fact.table.file, place, further, statement: keyOf(after, written) }
  return withTable(after, { ...table, rowLocks: set(table.rowLocks, table.rowLocks.size, lock) })
}

export function pruned(
  state: JournalState,
  { table: shape, places, written }: Extract<Fact, { type: 'pruned' }>,
): JournalState {
  const after = moved(state, written.lsn)
  let table = after.tables[tableKey(shape)]
  if (!table) return after
  for (const place of places) table = freePlace(table, shape.file, place)
  return withTable(after, table)
}

/** One version ends, another begins, or both. */
function withRow(table: Table, row: RowChange, stamp: Stamp & { change: number }): Table {
  const { file } = table.shape
  let after = table
  let old: Version | undefined
  if (row.oldPlace !== null) {
    if (versionAt(after, file, row.oldPlace) === undefined) after = addOld(after, row.oldPlace, row)
    old = versionAt(after, file, row.oldPlace)
    if (old) {
      // As it reads for who ended it: with the columns that were added since it was written.
      const read = row.oldRow === null ? {} : { row: row.oldRow, shape: table.shape }
      after = withVersion(after, { ...old, ...read, ends: [...old.ends, stamp] })
    }
  }
  if (row.newPlace === null) return after
  return addVersion(after, {
    file,
    place: row.newPlace,
    row: row.newRow,
    shape: table.shape,
    chain: old?.chain ?? null,
    begin: stamp,
    among: [],
    ends: [],
  })
}

function addOld(table: Table, place: Place, { oldRow: row }: RowChange): Table {
  const { shape, partial } = table
  const { file } = shape
  const among = partial.filter((batch) => batch.file === file && batch.operation !== 'delete')
  return addVersion(table, { file, place, row, shape, chain: null, begin: null, among, ends: [] })
}
