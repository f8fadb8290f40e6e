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

/** In their order; only neighbours are joined. The last `limit` of them, and how many come before those. */
export function joinedChanges(
  changes: readonly (RowsChange | FileChange)[],
  limit: number,
): { shown: JoinedChange[]; older: number } {
  const starts = changes.flatMap((change, at) => {
    const before = changes[at - 1]
    return before && belongTogether(before, change) ? [] : [at]
  })
  const older = Math.max(0, starts.length - limit)
  const shown = starts.slice(older).flatMap((from, at) => joined(changes.slice(from, starts[older + at + 1])))
  return { shown, older }
}

function joined(parts: readonly (RowsChange | FileChange)[]): JoinedChange[] {
  return parts.reduce<JoinedChange[]>((made, change) => {
    if (change.kind !== 'rows') return [{ change }]
    const [last] = made
    return [withPart(last && 'parts' in last ? last : { count: 0, rows: [], parts: [] }, change)]
  }, [])
}

function belongTogether(one: RowsChange | FileChange, other: RowsChange | FileChange): boolean {
  return (
    one.kind === 'rows' &&
    other.kind === 'rows' &&
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
