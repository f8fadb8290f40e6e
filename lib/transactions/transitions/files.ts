/**
 * All rows of a table at once: TRUNCATE, and the same rows in a new file. Neither is MVCC-safe (PostgreSQL manual,
 * "Concurrency Control", "Caveats"): which file a session reads depends on what has been committed, not on its snapshot.
 */
import type { JournalRow } from '../../postgres/client/journal.ts'
import type { Fact } from '../facts.ts'
import { get, set, values } from '../int-map.ts'
import { keptVersions } from '../limits.ts'
import type { FileChange, JournalState } from '../model.ts'
import { moved, positionOf } from '../position.ts'
import type { Stamp, Table, Version } from '../table-model.ts'
import { addVersion, tableOf, withFile, withTable, withVersion } from './tables.ts'
import { keyOf, withWriter } from './writers.ts'

export function truncated(state: JournalState, fact: Extract<Fact, { type: 'truncated' }>): JournalState {
  const { after, table, change, stamp } = begun(state, fact, 'truncation')
  if (fact.oldFile === fact.table.file) return withTable(withChange(after, change), emptied(table, stamp))
  return withTable(withChange(after, change), withFile(table, fact.table.file, stamp, 'truncated'))
}

export function rewritten(state: JournalState, fact: Extract<Fact, { type: 'rewritten' }>): JournalState {
  const { after, table: before, change, stamp } = begun(state, fact, 'rewrite')
  const old = versionsByRow(before, fact.oldFile)
  let table = withFile(before, fact.table.file, stamp, 'rewritten')
  if (fact.rows === null) {
    const batch = { ...stamp, file: fact.table.file, operation: 'rewrite', count: null } as const
    table = { ...table, partial: [...table.partial, batch] }
  } else if (table.versions.size + fact.rows.length > keptVersions) table = { ...table, tooMany: true }
  else {
    for (const { place, row, begun: xid } of fact.rows) {
      const writer = xid === undefined ? null : (get(after.xids, xid) ?? null)
      const same = taken(old.get(rowKey(row)), writer)
      const kept = same?.begin?.writer === writer ? same.begin : null
      table = addVersion(table, {
        file: fact.table.file,
        place,
        row,
        shape: table.shape,
        chain: same?.chain ?? null,
        begin: xid === undefined ? stamp : kept,
        among: xid === undefined ? [] : (same?.among ?? []),
        ends: [],
      })
    }
  }
  return withTable(withChange(after, change), table)
}

/** What TRUNCATE and a rewrite have in common: a change of the table, whose old file is one of its files. */
function begun(
  state: JournalState,
  fact: Extract<Fact, { type: 'truncated' | 'rewritten' }>,
  kind: FileChange['kind'],
): { after: JournalState; table: Table; change: FileChange; stamp: Stamp & { change: number } } {
  const { written, xid, top } = fact
  const { state: after, writer } = withWriter(moved(state, written.lsn), xid, top, written)
  const table = withFile(tableOf(after, fact.table), fact.oldFile, null, 'first')
  const position = positionOf(after, written.lsn)
  const id = after.next.change
  const statement = keyOf(after, written)
  const change = { id, kind, writer, position, statement, table: table.key, shape: table.shape }
  return { after, table, change, stamp: { writer, position, change: id } }
}

/** A table that the same transaction has made is emptied in place. */
function emptied(table: Table, stamp: Stamp & { change: number }): Table {
  let after: Table = { ...table, places: { ...table.places } }
  for (const version of values(table.versions)) {
    if (version.file !== table.shape.file) continue
    after = withVersion(after, { ...version, ends: [...version.ends, stamp] })
  }
  const { [table.shape.file]: _gone, ...places } = table.places
  return { ...after, places }
}

/** Versions of the old file by what they say, the last one last: a rewritten row is the same row. */
function versionsByRow(table: Table, file: number): Map<string, Version[]> {
  const versions = new Map<string, Version[]>()
  for (const version of values(table.versions)) {
    if (version.file !== file || version.row === null) continue
    const key = rowKey(version.row)
    const alike = versions.get(key)
    if (alike) alike.push(version)
    else versions.set(key, [version])
  }
  return versions
}

/** Takes one of the versions that are alike: the one that this writer has begun, else the last. */
function taken(alike: Version[] | undefined, writer: number | null): Version | undefined {
  if (!alike) return undefined
  const exact = alike.findLastIndex(({ begin }) => (begin?.writer ?? null) === writer)
  return alike.splice(exact, 1)[0]
}

function rowKey(row: JournalRow): string {
  return JSON.stringify(row)
}

function withChange(state: JournalState, change: FileChange): JournalState {
  return {
    ...state,
    changes: set(state.changes, change.id, change),
    next: { ...state.next, change: change.id + 1 },
  }
}
