/** The values of a stored row, in the order of the table's visible columns. */
import type { JournalRow, JournalValue } from '../../client/journal.ts'
import { payloadOf, toastPointerOf } from '../records/datum.ts'
import { deform, type Tuple } from '../records/tuple.ts'
import type { ToastChunks } from './toast-chunks.ts'
import type { WrittenColumn, WrittenTable } from './written-table.ts'

/**
 * `old`: the row's version before. A value that lies out of line and was not written anew is the same there, and there it
 * is in line.
 */
export function rowValues(
  tuple: Tuple,
  table: WrittenTable,
  toast: ToastChunks,
  old: JournalRow | null,
): JournalRow {
  const values: JournalValue[] = []
  for (const [index, raw] of deform(tuple, table.columns).entries()) {
    const column = table.columns[index]
    if (!column || column.isDropped) continue
    const before = old?.[values.length]
    values.push(value(raw, column, (pointer) => toast.value(table.shape.database, pointer), before))
  }
  return values
}

function value(
  raw: Uint8Array | null | undefined,
  column: WrittenColumn,
  fetch: (pointer: NonNullable<ReturnType<typeof toastPointerOf>>) => Uint8Array | null,
  before: JournalValue | undefined,
): JournalValue {
  if (column.isVirtual) return { unknown: '(computed when it is read: a virtual generated column)' }
  if (raw === undefined) return column.missing
  if (raw === null) return null
  try {
    if (column.length !== -1) return column.output(raw)
    const pointer = toastPointerOf(raw)
    const payload = pointer ? fetch(pointer) : payloadOf(raw)
    if (payload) return column.output(payload)
    return before ?? { unknown: '(a long value, stored before the journal began or no longer kept)' }
  } catch (error) {
    // A form that this release does not read: the others of the row are known all the same.
    return { unknown: `(value that could not be read: ${error instanceof Error ? error.message : error})` }
  }
}
