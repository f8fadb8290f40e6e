/** What one statement did to a table in one go may be told in parts, as it was read: here it is one again. */
import type { RowChange } from '../../postgres/client/journal.ts'
import type { FileChange, RowsChange } from '../model.ts'

/** A part of what one statement changed, for Journal.rows. */
export interface BatchPart {
  batch: number
  count: number
}

/** Rows of one statement, table and operation: `rows` are the first of `count`. */
export interface JoinedRows {
  /** The last part that was told. */
  change: RowsChange
  count: number
  rows: readonly RowChange[]
  parts: readonly BatchPart[]
}

export type JoinedChange = JoinedRows | { change: FileChange }

/** In their order; only neighbours are joined. */
export function joinedChanges(changes: readonly (RowsChange | FileChange)[]): JoinedChange[] {
  const joined: JoinedChange[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (change.kind !== 'rows') joined.push({ change })
    else if (last && 'parts' in last && belongTogether(last.change, change))
      joined[joined.length - 1] = withPart(last, change)
    else joined.push(withPart({ count: 0, rows: [], parts: [] }, change))
  }
  return joined
}

function belongTogether(one: RowsChange, other: RowsChange): boolean {
  return (
    one.writer === other.writer &&
    one.operation === other.operation &&
    one.shape.file === other.shape.file &&
    one.statement?.session === other.statement?.session &&
    one.statement?.ordinal === other.statement?.ordinal
  )
}

function withPart({ count, rows, parts }: Omit<JoinedRows, 'change'>, change: RowsChange): JoinedRows {
  return {
    change,
    count: count + change.count,
    // Rows that come behind some that are not here are not the first.
    rows: rows.length === count ? [...rows, ...change.rows] : rows,
    parts: [...parts, { batch: change.batch, count: change.count }],
  }
}
