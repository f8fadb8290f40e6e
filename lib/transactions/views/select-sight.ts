/** Who sees what: the rows of a table side by side, as of any statement. */
import type { ColumnShape } from '../../postgres/client/journal.ts'
import { fateOf } from '../fate.ts'
import { remembered } from '../memo.ts'
import type { JournalState } from '../model.ts'
import { sessionRef, statementRef, tableTitle } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import type { Sight } from '../sight.ts'
import type { Table } from '../table-model.ts'
import { sightRow } from './sight-cells.ts'
import { inOrder, mayDiffer, type SightLine, type SightLines, sightLinesOf } from './sight-lines.ts'
import type { SightOptions, SightTable, SightView, Viewer } from './sight-view.ts'
import { headingOf, sightNotes } from './sight-words.ts'
import type { ViewOptions } from './view.ts'

const pageSize = 20

/** The tables that have been written to, those that are not seen alike first. */
export const selectSightTables = remembered((state: JournalState, { at }: ViewOptions = {}): SightTable[] => {
  const point = pointOf(state, at)
  const tables = Object.values(state.tables).map((table): SightTable => {
    const found = sightLinesOf(state, table, point)
    const columns = columnsOf(state, table, found, point)
    const differs = found.lines.some((line) => isSeenApart(state, found, line, columns, point))
    return {
      table: table.key,
      title: tableTitle(table.shape),
      database: table.shape.database,
      differs: differs ? true : found.known ? false : null,
    }
  })
  const rank = ({ differs }: SightTable) => (differs === true ? 0 : differs === null ? 1 : 2)
  return tables.sort((one, other) => rank(one) - rank(other))
})

/** Null for a table that nothing is known of. */
export const selectSight = remembered((state: JournalState, options: SightOptions): SightView | null => {
  const table = state.tables[options.table]
  if (!table) return null
  const point = pointOf(state, options.at)
  const found = sightLinesOf(state, table, point)
  const { sights } = found
  const columns = columnsOf(state, table, found, point)
  const chosen =
    options.rows === 'all'
      ? found.lines
      : found.lines.filter((line) => isSeenApart(state, found, line, columns, point))
  const from = options.from ?? 0
  const shown = inOrder(chosen).slice(from, from + (options.count ?? pageSize))
  return {
    at: point.past ? point.number : null,
    table: table.key,
    title: tableTitle(table.shape),
    columns,
    key: table.shape.key,
    viewers: sights.map((sight) => viewerOf(state, sight)),
    rows: shown.map((line) => sightRow(state, sights, line, columns, point)),
    from,
    total: chosen.length,
    complete: sights.every(({ complete }) => complete),
    notes: sightNotes(state, table, sights, point),
  }
})

/** Different versions of a row may have the same values: only those need be compared. */
function isSeenApart(
  state: JournalState,
  { sights }: SightLines,
  line: SightLine,
  columns: readonly ColumnShape[],
  point: Point,
): boolean {
  return mayDiffer(line) && sightRow(state, sights, line, columns, point).differs
}

/** As the last change of its columns has made it, of those that were not rolled back. */
function columnsOf(
  state: JournalState,
  table: Table,
  { newest }: SightLines,
  point: Point,
): readonly ColumnShape[] {
  const last = table.shapes.findLast(
    ({ writer, position }) => position <= point.position && fateOf(state, writer, point) !== 'rolled back',
  )
  return (last ?? newest ?? table).shape.columns
}

function viewerOf(state: JournalState, sight: Sight): Viewer {
  const session = sight.session && sessionRef(state, sight.session.index)
  const since = statementRef(state, sight.since)
  return { session, sees: sight.sees, heading: headingOf(sight, since?.number ?? null) }
}
