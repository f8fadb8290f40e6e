/** Tables and row versions of the journal's model: who began each, and who ended it. */
import type { JournalRow, Place, RowChange, TableShape } from '../postgres/client/journal.ts'
import type { IntMap } from './int-map.ts'
import type { Position, StatementKey } from './model.ts'

/** When and by whom something came about. */
export interface Stamp {
  writer: number
  position: Position
}

export interface Table {
  key: string
  /** As it was written to last. */
  shape: TableShape
  /** How its columns were changed since it was known, in order. */
  shapes: readonly (Stamp & { shape: TableShape })[]
  /** The files that held its rows, in order. The first one has no writer: it was there. */
  files: readonly TableFile[]
  /** By id, in the order in which they became known. */
  versions: IntMap<Version>
  nextVersion: number
  /** By file: ids of versions by place. */
  places: Readonly<Record<number, IntMap<number>>>
  /** Batches of which not all rows are known. */
  partial: readonly PartialBatch[]
  /** In the order of the WAL. */
  rowLocks: IntMap<RowLock>
  /** So many row versions that they are not kept. */
  tooMany: boolean
}

export interface PartialBatch extends Stamp {
  change: number
  file: number
  operation: RowChange['operation'] | 'rewrite'
  /** Rows in all. */
  count: number | null
}

export interface TableFile {
  file: number
  kind: 'first' | 'truncated' | 'rewritten'
  /** Null for the first. */
  stamp: Stamp | null
}

export interface RowLock extends Stamp {
  file: number
  place: Place
  /** So many more rows were locked in one go. */
  further: number
  statement: StatementKey | null
}

/** A row version: PostgreSQL's tuple, with who began and who ended it. */
export interface Version {
  id: number
  file: number
  place: Place
  /** Null where its values are not known. */
  row: JournalRow | null
  shape: TableShape
  /** The first version of this row: the same for all that updates have made of it. */
  chain: number
  /** xmin; null: it was there before the journal knew the table. */
  begin: (Stamp & { change: number }) | null
  /** Of one that was there: batches that were not told to the end, and may have begun it. */
  among: readonly Stamp[]
  /** xmax: whoever rolls back leaves room for another. */
  ends: readonly (Stamp & { change: number })[]
}

export interface Existence {
  created: (Stamp & { name: string }) | null
  dropped: readonly Stamp[]
}
