/** Tables that were written to: their shape, their files and where their row versions stand. */
import type { Place, TableShape } from '../../postgres/client/journal.ts'
import { emptyMap, get, remove, set } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import type { Table, TableFile, Version } from '../table-model.ts'

export function tableKey(shape: { database: number; oid: number }): string {
  return `${shape.database}.${shape.oid}`
}

/** The table as it is known, with the shape that it has for who writes to it now. */
export function tableOf(state: JournalState, shape: TableShape): Table {
  const key = tableKey(shape)
  const known = state.tables[key]
  if (known) return isSameShape(known.shape, shape) ? known : { ...known, shape }
  return {
    key,
    shape,
    shapes: [],
    files: [],
    versions: emptyMap(),
    nextVersion: 1,
    places: {},
    partial: [],
    rowLocks: emptyMap(),
    tooMany: false,
  }
}

export function withTable(state: JournalState, table: Table): JournalState {
  return { ...state, tables: { ...state.tables, [table.key]: table } }
}

/** The table with this file among its files: one that nobody was told to have made was there. */
export function withFile(
  table: Table,
  file: number,
  stamp: TableFile['stamp'],
  kind: TableFile['kind'],
): Table {
  if (table.files.some((known) => known.file === file)) return table
  return { ...table, files: [...table.files, { file, kind, stamp }] }
}

export function versionAt(table: Table, file: number, place: Place): Version | undefined {
  const places = table.places[file]
  const id = places && get(places, placeKey(place))
  return id === undefined ? undefined : get(table.versions, id)
}

export function withVersion(table: Table, version: Version): Table {
  return { ...table, versions: set(table.versions, version.id, version) }
}

/** A version that stands at its place from now on. */
export function addVersion(
  table: Table,
  known: Omit<Version, 'id' | 'chain'> & { chain: number | null },
): Table {
  const id = table.nextVersion
  const places = set(table.places[known.file] ?? emptyMap<number>(), placeKey(known.place), id)
  return {
    ...withVersion(table, { ...known, id, chain: known.chain ?? id }),
    nextVersion: id + 1,
    places: { ...table.places, [known.file]: places },
  }
}

/** The place is free for another version; what stood there stays known. */
export function freePlace(table: Table, file: number, place: Place): Table {
  const places = table.places[file]
  if (!places) return table
  return { ...table, places: { ...table.places, [file]: remove(places, placeKey(place)) } }
}

/** A page has fewer than 512 line pointers (MaxHeapTuplesPerPage is 291). */
function placeKey({ block, offset }: Place): number {
  return block * 512 + offset
}

function isSameShape(one: TableShape, other: TableShape): boolean {
  return (
    one.file === other.file &&
    one.name === other.name &&
    one.schema === other.schema &&
    one.key.join() === other.key.join() &&
    one.partitionOf?.oid === other.partitionOf?.oid &&
    one.columns.length === other.columns.length &&
    one.columns.every(({ name, number, type }, at) => {
      const column = other.columns[at]
      return column?.name === name && column.type === type && column.number === number
    })
  )
}
