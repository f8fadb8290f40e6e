/** Who sees what: the rows of a table side by side, as of any statement. */
import type { ColumnShape, JournalValue } from '../../postgres/client/journal.ts'
import { fateOf, isOwn } from '../fate.ts'
import { get } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { JournalState } from '../model.ts'
import { keyRef, keyValues, placeText, rowLabel, sessionRef, statementRef, tableTitle } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { type Sight, sightsOf } from '../sight.ts'
import type { Table, Version } from '../table-model.ts'
import type { SightCell, SightOptions, SightRow, SightTable, SightView, Viewer } from './sight-view.ts'
import { headingOf, sightNotes } from './sight-words.ts'
import type { ViewOptions } from './view.ts'

const pageSize = 20

/** The tables that have been written to, those that are not seen alike first. */
export const selectSightTables = remembered((state: JournalState, { at }: ViewOptions = {}): SightTable[] => {
  const point = pointOf(state, at)
  const tables = Object.values(state.tables).map((table): SightTable => {
    const { rows, known } = linesOf(state, table, point)
    const differs = rows.some((row) => row.differs) ? true : known ? false : null
    return { table: table.key, title: tableTitle(table.shape), database: table.shape.database, differs }
  })
  const rank = ({ differs }: SightTable) => (differs === true ? 0 : differs === null ? 1 : 2)
  return tables.sort((one, other) => rank(one) - rank(other))
})

/** Null for a table that nothing is known of. */
export const selectSight = remembered((state: JournalState, options: SightOptions): SightView | null => {
  const table = state.tables[options.table]
  if (!table) return null
  const point = pointOf(state, options.at)
  const { sights, rows, columns } = linesOf(state, table, point)
  const chosen = options.rows === 'all' ? rows : rows.filter(({ differs }) => differs)
  const from = options.from ?? 0
  return {
    at: point.past ? point.number : null,
    table: table.key,
    title: tableTitle(table.shape),
    columns,
    key: table.shape.key,
    viewers: sights.map((sight) => viewerOf(state, sight)),
    rows: chosen.slice(from, from + (options.count ?? pageSize)),
    from,
    total: chosen.length,
    complete: sights.every(({ complete }) => complete),
    notes: sightNotes(state, table, sights, point),
  }
})

interface Lines {
  sights: readonly Sight[]
  columns: readonly ColumnShape[]
  rows: readonly SightRow[]
  /** It is known of every viewer what it sees. */
  known: boolean
}

const linesByState = new WeakMap<JournalState, Map<string, Lines>>()

/** All rows that anybody sees. */
function linesOf(state: JournalState, table: Table, point: Point): Lines {
  const made = linesByState.get(state) ?? new Map<string, Lines>()
  linesByState.set(state, made)
  const question = `${table.key} ${point.past ? point.number : ''}`
  const lines = made.get(question) ?? makeLines(state, table, point)
  made.set(question, lines)
  return lines
}

function makeLines(state: JournalState, table: Table, point: Point): Lines {
  const sights = sightsOf(state, table, point)
  const all = sights.flatMap(({ versions, doubtful }) => [...(versions ?? []), ...doubtful])
  const newest = all.reduce<Version | null>((last, next) => (last && last.id > next.id ? last : next), null)
  const { columns } = shapeAt(state, table, point) ?? newest?.shape ?? table.shape
  const seen = sights.map(({ versions }) => byRow(versions ?? []))
  const doubtful = sights.map((sight) => byRow(sight.doubtful))
  const committed = seen.at(-1)
  const samples = byRow(all)
  const rows = [...samples].map(([row, sample]): SightRow => {
    const base = committed?.get(row)
    const cells = sights.map((sight, index): SightCell => {
      const version = seen[index]?.get(row)
      if (sight.versions === null || doubtful[index]?.has(row)) return nobody('unknown')
      if (version) return cellOf(state, sight, version, base, columns, point)
      return nobody(base && sight.sees === 'snapshot' ? 'not in this snapshot' : 'no row')
    })
    const { shape } = sample
    return {
      row,
      label: sample.row === null ? placeText(sample.place) : rowLabel(sample.row, shape),
      key: sample.row === null ? [] : keyValues(sample.row, shape),
      cells,
      differs: isDifferent(cells),
    }
  })
  return {
    sights,
    columns,
    rows: rows.sort(inOrder),
    known: sights.every((sight) => sight.versions !== null && sight.doubtful.length === 0),
  }
}

/** As the last change of its columns has made it, of those that were not rolled back. */
function shapeAt(state: JournalState, table: Table, point: Point): Table['shape'] | undefined {
  return table.shapes.findLast(
    ({ writer, position }) => position <= point.position && fateOf(state, writer, point) !== 'rolled back',
  )?.shape
}

/** By primary key; without one, by the row that updates have kept the same. */
function byRow(versions: readonly Version[]): Map<string, Version> {
  return new Map(versions.map((version) => [rowOf(version), version]))
}

function rowOf({ row, shape, chain }: Version): string {
  const key = row === null ? [] : keyValues(row, shape).map(({ value }) => value)
  const known = key.length > 0 && key.every((value) => typeof value === 'string')
  return known ? JSON.stringify(key) : `row ${chain}`
}

function cellOf(
  state: JournalState,
  { session }: Sight,
  version: Version,
  committed: Version | undefined,
  columns: readonly ColumnShape[],
  point: Point,
): SightCell {
  const values = valuesOf(version, columns)
  const base = committed ? valuesOf(committed, columns) : null
  const { begin, ends, place } = version
  const own = session !== null && begin !== null && isOwn(state, begin.writer, session.index, point)
  const change = begin === null ? undefined : get(state.changes, begin.change)
  const ender = ends.filter(({ position }) => position <= point.position).at(-1)
  return {
    sees: 'row',
    values,
    own,
    differs: columns.flatMap(({ name }, at) => {
      const same = base !== null && JSON.stringify(base[at]) === JSON.stringify(values[at])
      return same ? [] : [name]
    }),
    writtenBy: change?.kind === 'rows' ? keyRef(state, change.statement) : null,
    version: {
      place: placeText(place),
      xmin: begin === null ? null : (get(state.writers, begin.writer)?.xid ?? null),
      xmax: ender === undefined ? null : (get(state.writers, ender.writer)?.xid ?? null),
    },
  }
}

function valuesOf({ row, shape }: Version, columns: readonly ColumnShape[]): JournalValue[] {
  if (row === null) return columns.map(() => ({ unknown: 'not told' }))
  // A column that was renamed is the same one; another that has got its name is not.
  return columns.map(({ name, number }) => {
    const at = shape.columns.findIndex((column) =>
      number === undefined || column.number === undefined ? column.name === name : column.number === number,
    )
    return at === -1 ? { unknown: 'the column is newer than this row' } : (row[at] ?? null)
  })
}

function nobody(sees: Exclude<SightCell['sees'], 'row'>): SightCell {
  return { sees, values: null, own: false, differs: [], writtenBy: null, version: null }
}

/** What is not known does not differ. */
function isDifferent(cells: readonly SightCell[]): boolean {
  const known = cells.filter(({ sees }) => sees !== 'unknown')
  return new Set(known.map(({ values }) => JSON.stringify(values))).size > 1
}

function viewerOf(state: JournalState, sight: Sight): Viewer {
  const session = sight.session && sessionRef(state, sight.session.index)
  const since = statementRef(state, sight.since)
  return { session, sees: sight.sees, heading: headingOf(sight, since?.number ?? null) }
}

/** Keys that are numbers by their value, others by their text. */
function inOrder(one: SightRow, other: SightRow): number {
  const [a, b] = [Number(one.label), Number(other.label)]
  if (!Number.isNaN(a) && !Number.isNaN(b) && a !== b) return a - b
  if (one.label !== other.label) return one.label < other.label ? -1 : 1
  return one.row.length - other.row.length || (one.row < other.row ? -1 : 1)
}
