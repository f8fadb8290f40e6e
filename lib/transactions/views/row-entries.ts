/** Rows of a change with old beside new: the same for those that came with it and for those that come by the page. */
import type { JournalRow, RowChange, TableShape } from '../../postgres/client/journal.ts'
import { columnValues, keyValues, placeText, rowLabel } from '../names.ts'
import type { RowEntry } from './changes-view.ts'
import type { ColumnChange } from './view.ts'

export function rowEntries(shape: TableShape, rows: readonly RowChange[]): RowEntry[] {
  return rows.map((row) => rowEntry(shape, row))
}

function rowEntry(shape: TableShape, { oldRow, newRow, oldPlace, newPlace }: RowChange): RowEntry {
  const row = oldRow ?? newRow
  return {
    label: row === null ? placeText(oldPlace ?? newPlace ?? { block: 0, offset: 0 }) : rowLabel(row, shape),
    key: row === null ? [] : keyValues(row, shape),
    old: oldRow && columnValues(oldRow, shape),
    new: newRow && columnValues(newRow, shape),
    columns: oldRow && newRow ? columnChanges(shape, oldRow, newRow) : [],
    oldPlace: oldPlace && placeText(oldPlace),
    newPlace: newPlace && placeText(newPlace),
  }
}

/** Those that changed first, each in the order of the table. A value that is not known is not called changed. */
function columnChanges({ columns }: TableShape, oldRow: JournalRow, newRow: JournalRow): ColumnChange[] {
  const changes = columns.map(({ name, type }, at): ColumnChange => {
    const before = oldRow[at] ?? null
    const after = newRow[at] ?? null
    const known = typeof before !== 'object' || before === null
    return { column: name, type, old: before, new: after, changed: known && before !== after }
  })
  return [...changes.filter(({ changed }) => changed), ...changes.filter(({ changed }) => !changed)]
}
