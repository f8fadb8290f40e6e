/**
 * Which row versions a session sees: HeapTupleSatisfiesMVCC and XidInMVCCSnapshot of PostgreSQL, over what the WAL told.
 * A version is seen if who began it is seen, and nobody who ended it is. PostgreSQL manual, "Concurrency Control".
 */
import type { Snapshot } from '../postgres/client/journal.ts'
import { isOwn, writerEnd } from './fate.ts'
import { get } from './int-map.ts'
import type { JournalState } from './model.ts'
import type { Point } from './point.ts'
import type { Stamp, Table, TableFile, Version } from './table-model.ts'
import type { Writer } from './transaction-model.ts'

/** What it is seen with. */
export interface Eyes {
  /** Whose own transaction in progress is seen, too. */
  own: number | null
  /** Null: a snapshot that is taken at this moment. */
  snapshot: Snapshot | null
}

/** Null: it is not known how it ended. */
export function seesWriter(state: JournalState, id: number, eyes: Eyes, point: Point): boolean | null {
  const writer = get(state.writers, id)
  if (!writer) return null
  if (eyes.own !== null && isOwn(state, id, eyes.own, point)) return true
  const end = writerEnd(state, id, point)
  if (end === null) return writer.doubt ? null : false
  if (end.how === 'rolled back') return false
  return eyes.snapshot === null || !isInProgress(state, writer, eyes.snapshot)
}

export function seesVersion(state: JournalState, version: Version, eyes: Eyes, point: Point): boolean | null {
  const { begin, among } = version
  // Whoever began it may be one of these: only who sees them all sees it for sure.
  if (among.some((stamp) => seesWriter(state, stamp.writer, eyes, point) !== true)) return null
  const begun =
    begin === null || (begin.position <= point.position && seesWriter(state, begin.writer, eyes, point))
  if (begun !== true) return begun
  let ended: boolean | null = false
  for (const end of version.ends) {
    if (end.position > point.position) continue
    const seen = seesWriter(state, end.writer, eyes, point)
    if (seen === true) return false
    if (seen === null) ended = null
  }
  return ended === null ? null : true
}

/** The file that a session reads: the catalogue is always seen as it is now. Null: not known. */
export function fileFor(state: JournalState, table: Table, eyes: Eyes, point: Point): TableFile | null {
  for (const file of [...table.files].reverse()) {
    const seen = file.stamp === null ? true : seesStamp(state, file.stamp, eyes, point)
    if (seen === null) return null
    if (seen) return file
  }
  return null
}

/** Whether there is such a table for it. */
export function seesTable(state: JournalState, key: string, eyes: Eyes, point: Point): boolean | null {
  const existence = state.existence[key]
  if (!existence) return true
  const { created, dropped } = existence
  const there = created === null ? true : seesStamp(state, created, eyes, point)
  if (there !== true) return there
  const gone = dropped.map((stamp) => seesStamp(state, stamp, eyes, point))
  if (gone.includes(true)) return false
  return gone.includes(null) ? null : true
}

/** By the newest snapshot of the catalogue, whatever the session's own snapshot is. */
export function seesStamp(state: JournalState, stamp: Stamp, { own }: Eyes, point: Point): boolean | null {
  if (stamp.position > point.position) return false
  return seesWriter(state, stamp.writer, { own, snapshot: null }, point)
}

/** XidInMVCCSnapshot. What was committed before a crash is older than any snapshot after it. */
export function isInProgress(state: JournalState, writer: Writer, snapshot: Snapshot): boolean {
  if (writer.xid < snapshot.xmin) return false
  if (writer.xid >= snapshot.xmax) return true
  const top = get(state.writers, writer.top)
  return (
    snapshot.inProgress.includes(writer.xid) || (top !== undefined && snapshot.inProgress.includes(top.xid))
  )
}
